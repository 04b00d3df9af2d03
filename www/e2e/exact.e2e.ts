// The numbers: what the picker reads at a pixel is what pdf.js says of that pixel, on turned, cropped and scaled pages, at
// every zoom and density; and a box drawn between two pixels goes out with the numbers that these have.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browse, openFile, serve } from "./harness";
import { makePdf, MATRIX } from "./make-pdf";

let site: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => void (site = await serve()));
afterAll(() => void site.server.close());

const bytes = makePdf(MATRIX);
const NEAR = 1e-3;

interface Spot {
  page: number;
  px: number;
  py: number;
  scale: number;
}

/** pdf.js itself, in a page of its own: raw user space of pixels of a viewport. */
async function witness(page: Page, spots: Spot[]): Promise<{ user: [number, number]; width: number; height: number }[]> {
  await page.goto(`${site.url}witness/`);
  await page.waitForFunction(() => "pdfjs" in globalThis);
  return page.evaluate(
    async ({ data, spots: all }) => {
      const { pdfjs } = globalThis as unknown as { pdfjs: typeof import("pdfjs-dist") };
      const document = await pdfjs.getDocument({ data: Uint8Array.from(data) }).promise;
      const answers: { user: [number, number]; width: number; height: number }[] = [];
      for (const { page: number, px, py, scale } of all) {
        const viewport = (await document.getPage(number)).getViewport({ scale });
        const [x, y] = viewport.convertToPdfPoint(px, py) as [number, number];
        answers.push({ user: [x, y], width: viewport.width, height: viewport.height });
      }
      return answers;
    },
    { data: [...bytes], spots },
  );
}

async function row(page: Page, name: string): Promise<number[]> {
  const cells = page.locator(".detail .coordinates tr", { hasText: name }).locator("td");
  return (await cells.allTextContents()).map(Number);
}

describe.each([1, 2])("at %i device pixels a CSS pixel", (deviceScaleFactor) => {
  test("4 rotations × crop offset × UserUnit × zoom", async () => {
    const session = await browse(site.url, { deviceScaleFactor });
    const { page } = session;
    await page.goto(site.url);
    await openFile(page, "matrix.pdf", bytes);
    await page.locator(".page").first().waitFor();

    const read: { spot: Spot; user: number[]; points: number[]; box: Record<string, number>; corner: [number, number] }[] = [];
    for (const zoom of [0.5, 1, 2]) {
      await page.getByRole("textbox", { name: "Zoom" }).fill(`${zoom * 100}%`);
      await page.getByRole("textbox", { name: "Zoom" }).press("Enter");
      for (let number = 1; number <= MATRIX.length; number += 1) {
        await page.getByRole("textbox", { name: "Page number" }).fill(String(number));
        await page.getByRole("textbox", { name: "Page number" }).press("Enter");
        await page.waitForTimeout(30);
        const { left, top, right, bottom } = await page.evaluate((n) => {
          const sheet = document.querySelector(`.page[data-page="${n}"]`)!.getBoundingClientRect();
          const view = document.querySelector(".viewer")!.getBoundingClientRect();
          const bar = document.querySelector(".toolbar")!.getBoundingClientRect();
          return { left: sheet.left, top: sheet.top, right: Math.min(sheet.right, view.right), bottom: Math.min(sheet.bottom, bar.top) };
        }, number);
        const from: [number, number] = [Math.ceil(Math.max(left, 140)) + 23, Math.ceil(top) + 31];
        const to: [number, number] = [Math.floor((from[0] + right) / 2), Math.floor((from[1] + bottom) / 2)];

        await page.mouse.click(...from);
        await page.getByRole("heading", { name: `Point · p. ${number}` }).waitFor();
        const scale = (zoom * 96) / 72;
        const spot: Spot = { page: number, px: from[0] - left, py: from[1] - top, scale };
        await page.waitForFunction((n) => document.querySelector<HTMLElement>(".detail .coordinates")?.dataset.page === String(n), number);
        const [user, points] = [await row(page, "PDF user space"), await row(page, "points ↙")];

        await page.mouse.move(...from);
        await page.mouse.down();
        await page.mouse.move(...to, { steps: 3 });
        await page.mouse.up();
        await page.locator(".box.chosen").first().waitFor();
        await page.waitForFunction(() => (document.querySelector("#panel-export pre")?.textContent ?? "").includes("placements"));
        const text = await page.locator("#panel-export pre").textContent();
        const plan = JSON.parse(text ?? "{}") as { placements: { anchor: Record<string, number>; size: Record<string, number> }[] };
        const one = plan.placements[0]!;
        read.push({ spot, user, points, box: { ...one.anchor, ...one.size } as Record<string, number>, corner: [to[0] - left, to[1] - top] });
        await page.keyboard.press("Delete");
        await page.waitForFunction(() => document.querySelector("#panel-export pre")?.textContent === "");
      }
    }
    expect(session.complaints).toEqual([]);

    const told = await witness(await session.context.newPage(), read.map((one) => one.spot));
    expect(read).toHaveLength(48);
    const wrong: string[] = [];
    for (const [index, { spot, user, points, box, corner }] of read.entries()) {
      const { page: number, px, py, scale } = spot;
      const { user: expected, height } = told[index]!;
      const name = `${JSON.stringify(MATRIX[number - 1])} at ${scale.toFixed(4)} px a point, pixel ${px}, ${py}`;
      const check = (what: string, got: number[], want: number[]) => {
        if (got.length !== want.length || got.some((value, at) => !(Math.abs(value - want[at]!) <= NEAR))) wrong.push(`${name}: ${what} ${got.join(", ")} instead of ${want.join(", ")}`);
      };
      check("user space", user, expected);
      check("points", points, [px / scale, (height - py) / scale]);
      check("box", [box.page!, box.x!, box.y!, box.width!, box.height!], [number, px / scale, (height - corner[1]) / scale, (corner[0] - px) / scale, (corner[1] - py) / scale]);
    }
    expect(wrong).toEqual([]);
    await session.close();
  }, 300_000);
});
