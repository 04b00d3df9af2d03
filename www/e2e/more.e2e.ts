// What flows.e2e.ts leaves: paper, small pictures, fingers, form fields, and a module that traps.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { browse, drawn, openFile, serve, type Session } from "./harness";
import { longContract, makePdf } from "./make-pdf";

const form = readFileSync(fileURLToPath(new URL("../../fuzz/seeds/fields/plain.pdf", import.meta.url)));

let site: Awaited<ReturnType<typeof serve>>;
let session: Session | undefined;
beforeAll(async () => void (site = await serve()));
afterAll(() => void site.server.close());
afterEach(async () => {
  const { complaints = [], strangers = [] } = session ?? {};
  await session?.close();
  session = undefined;
  expect(complaints, "errors of the page").toEqual([]);
  expect(strangers, "requests that left the origin").toEqual([]);
});

async function opened(bytes: Uint8Array, options: Parameters<typeof browse>[1] = {}): Promise<Page> {
  session ??= await browse(site.url, options);
  const { page } = session;
  await page.goto(site.url);
  await page.locator(".welcome-card").waitFor();
  await openFile(page, "a.pdf", bytes);
  await drawn(page);
  return page;
}

const THREE = makePdf([1, 2, 3].map((n) => ({ media: [0, 0, 595.28, 841.89] as [number, number, number, number], text: [[100, 700, `Page ${n}`]] as [number, number, string][] })));

test("a plan is printed: the pages that hold boxes, and a table of every number", async () => {
  const page = await opened(THREE);
  await page.keyboard.press("s");
  await page.keyboard.press("Enter");
  await page.locator("#panel-boxes .row").first().waitFor();
  await page.evaluate(() => { window.print = () => { document.documentElement.dataset.printed = ""; }; });
  await page.getByRole("tab", { name: "Export" }).click();
  await page.getByRole("button", { name: "Print" }).click();
  await page.locator("html[data-printed]").waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("#print .print-page").count()).toBe(1);
  expect(await page.locator("#print canvas").count()).toBe(1);
  const cells = await page.locator("#print tbody td").allTextContents();
  expect(cells.slice(0, 2)).toEqual(["seal-1", "Seal"]);
  expect(cells.slice(-2)).toEqual(["119.06", "119.06"]);
  // What is for the screen is not on paper.
  expect(await page.locator("#app").isVisible()).toBe(false);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.length).toBeGreaterThan(10_000);
});

test("thumbnails are drawn as they are seen, show the boxes, and lead to their page", async () => {
  const page = await opened(longContract(40));
  const thumb = (n: number) => page.locator(`.rail .thumb[data-page="${n}"]`);
  await thumb(1).locator("canvas").waitFor();
  expect(await thumb(40).locator("canvas").count()).toBe(0);
  await page.keyboard.press("s");
  await page.keyboard.press("Enter");
  await thumb(1).locator(".thumb-box").waitFor();
  await thumb(40).scrollIntoViewIfNeeded();
  await thumb(40).locator("canvas").waitFor();
  await thumb(40).click();
  await drawn(page, 40);
  await expect.poll(() => thumb(40).getAttribute("aria-current")).toBe("page");
});

test("two fingers zoom at the place between them, one draws no box while it scrolls, a tap stamps", async () => {
  const page = await opened(THREE, { hasTouch: true });
  const cdp = await session!.context.newCDPSession(page);
  const box = (await page.locator(".page[data-page='1']").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + 200];
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: [number, number][]) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) });
  const under = () => page.locator(".page[data-page='1']").evaluate((element, at) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { width, x: (at[0]! - left) / width, y: (at[1]! - top) / height };
  }, [x, y]);
  const before = await under();
  await touch("touchStart", [x - 50, y], [x + 50, y]);
  for (const apart of [60, 70, 80, 90, 100]) await touch("touchMove", [x - apart, y], [x + apart, y]);
  await touch("touchEnd");
  const after = await under();
  expect(after.width / before.width).toBeGreaterThan(1.6);
  expect(after.width / before.width).toBeLessThan(2.2);
  expect(Math.abs(after.x - before.x)).toBeLessThan(0.02);
  expect(Math.abs(after.y - before.y)).toBeLessThan(0.02);
  expect(await page.locator(".box").count()).toBe(0);
  await page.getByRole("button", { name: "Signature", exact: true }).tap();
  await page.touchscreen.tap(x, y);
  await page.locator(".box.kind-signature").waitFor();
});

test("a box is hung on a form field, and says so in the plan", async () => {
  const page = await opened(form);
  await page.getByRole("tab", { name: "Find" }).click();
  const fields = page.locator(".fold", { hasText: "Form fields" });
  await fields.locator("summary").click();
  const name = (await fields.locator(".row b").first().textContent())!;
  await fields.locator("li .tool-button").first().click();
  await page.getByRole("tab", { name: "Export" }).click();
  await expect.poll(async () => (JSON.parse((await page.locator("#panel-export pre").textContent()) || "{}") as { placements?: { anchor: unknown }[] }).placements?.[0]?.anchor).toMatchObject({ field: name });
});

test("a trap of the module is told, and the next search answers", async () => {
  session = await browse(site.url);
  // The module that is loaded first traps in its first search; the one that takes its place is as built.
  await session.context.route(/worker.*\.js$/, async (route) => {
    if (route.request().url().includes("pdf.worker")) return route.continue();
    const response = await route.fetch();
    const trap = `{ const real = WebAssembly.instantiateStreaming; let traps = 1;
      WebAssembly.instantiateStreaming = async (...given) => {
        const { instance, module } = await real(...given);
        const exports = { ...instance.exports };
        const inner = exports.rawdocument_search;
        exports.rawdocument_search = (...args) => { if (traps-- > 0) throw new WebAssembly.RuntimeError("unreachable"); return inner(...args); };
        return { instance: { exports }, module };
      }; }\n`;
    await route.fulfill({ response, body: trap + (await response.text()) });
  });
  const page = await opened(makePdf([{ media: [0, 0, 595.28, 841.89], text: [[100, 400, "Authorized signature:"]] }]));
  const search = async () => {
    await page.locator("#find-keywords").fill("Authorized");
    await page.keyboard.press("Enter");
  };
  await page.keyboard.press("/");
  await search();
  await page.getByText("Page 1 could not be searched").waitFor();
  await search();
  await page.getByText("1 occurrence", { exact: true }).waitFor();
  // Boxes are placed by the document that was opened again.
  await page.keyboard.press("Escape");
  await page.locator(".viewer").focus();
  await page.keyboard.press("s");
  await page.keyboard.press("Enter");
  await page.locator(".box.kind-seal").waitFor();
});
