// What the document suggests, and the files that are made of a plan.

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { browse, drawn, examples, openFile, serve, type Session } from "./harness";
import { makePdf } from "./make-pdf";

let site: Awaited<ReturnType<typeof serve>>;
let session: Session;
let page: Page;
let fetched: string[];

beforeAll(async () => void (site = await serve()));
afterAll(() => void site.server.close());
beforeEach(async () => {
  session = await browse(site.url);
  page = session.page;
  fetched = [];
  // By the page and its Workers; the service worker fetches what may be wanted offline.
  session.context.on("request", (request) => request.serviceWorker() ?? fetched.push(new URL(request.url()).pathname));
  await page.goto(site.url);
  await page.getByRole("button", { name: "Open PDF" }).first().waitFor();
});
afterEach(async () => {
  const { strangers, complaints } = session;
  await session.close();
  expect(strangers, "requests that left the origin").toEqual([]);
  expect(complaints, "errors of the page").toEqual([]);
});

const open = async (name: string, bytes: Uint8Array = readFileSync(`${examples}${name}`)) => {
  await openFile(page, name, bytes);
  await drawn(page);
};
const ask = () => page.getByRole("button", { name: "Suggest places to sign" }).click();
const told = (text: string | RegExp) => page.getByRole("status").filter({ hasText: text }).waitFor();
const boxes = () => page.locator(".box-list > li").count();
const proposals = () => page.locator(".proposals > li").count();

/** Presses a button of the export panel and gives the file that comes. */
async function made(button: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole("tab", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("places are suggested with their reasons, taken one by one or all, and undone", async () => {
  await open("contract-en.pdf");
  expect(fetched.some((path) => path.includes("papers")), "the second module is loaded only when it is wanted").toBe(false);
  await ask();
  await told("6 suggested places");
  expect(await proposals()).toBe(6);
  const first = page.locator(".proposals > li").first();
  await expect.poll(() => first.textContent()).toMatch(/Seal · Party A.*“Party A \(company seal\)” asks for a seal.*sure/);
  await first.getByRole("button", { name: /^Seal/ }).click();
  await page.locator(".proposal.now").waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Page number" }).inputValue()).toBe("3");

  await page.getByRole("button", { name: /^Place Seal · Party A/ }).click();
  await told("5 suggested places");
  expect(await boxes()).toBe(1);
  await page.getByRole("button", { name: /^Dismiss Seal · Party B/ }).click();
  await told("4 suggested places");
  await page.getByRole("button", { name: "Place all" }).click();
  await told("Every suggested place is settled.");
  expect(await boxes()).toBe(5);

  // What was placed hangs on its keyword, as the plan says.
  await page.getByRole("tab", { name: "Export" }).click();
  await expect.poll(() => page.locator("#panel-export pre").textContent()).toMatch(/"keyword": "Party A \(company seal\):"/);
  await page.getByRole("tab", { name: "Boxes" }).click();

  await page.locator("h1, .panel").first().evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("Control+z");
  await told("4 suggested places");
  expect(await boxes()).toBe(1);
  await page.keyboard.press("Control+z");
  await told("5 suggested places");
  expect(await boxes()).toBe(0);
  await page.keyboard.press("Control+Shift+z");
  await told("4 suggested places");
});

test("by keyboard alone", async () => {
  await open("contract-en.pdf");
  await page.keyboard.press("p");
  await told("6 suggested places");
  await page.locator(".proposals .row").first().focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await told("5 suggested places");
  expect(await page.evaluate(() => document.activeElement?.closest(".proposals") !== null), "the focus stays in the list").toBe(true);
});

test("a document that shows no place to sign says so", async () => {
  await open("plain.pdf", makePdf([{ media: [0, 0, 595.28, 841.89], text: [[100, 700, "A letter about the weather."]] }]));
  await ask();
  await told("The document shows no place to sign.");
});

test("a report, a PDF with the boxes, and a prepared PDF are made on the device", async () => {
  const original = readFileSync(`${examples}contract-en.pdf`);
  await open("contract-en.pdf");
  await ask();
  await page.getByRole("button", { name: "Place all" }).click();

  const report = await made("Report (HTML)");
  expect(report.name).toBe("contract-en.report.html");
  const html = report.bytes.toString("utf8");
  expect(html).toMatch(/<html lang="en">/);
  expect(html).toContain("Party-A-seal");
  expect(html.match(/<image href="data:image\/png;base64,iVBOR/g)?.length, "a picture of every page").toBe(3);
  await told("contract-en.report.html is made.");

  const annotated = await made("PDF with boxes");
  expect(annotated.name).toBe("contract-en.boxes.pdf");
  expect(annotated.bytes.subarray(0, original.length).equals(original), "behind the original's bytes").toBe(true);

  const prepared = await made("Prepared PDF (form fields)");
  expect(prepared.name).toBe("contract-en.prepared.pdf");
  expect(prepared.bytes.subarray(0, original.length).equals(original), "behind the original's bytes").toBe(true);

  // Read back by the picker: a field in each box's place.
  await openFile(page, prepared.name, prepared.bytes);
  await page.getByRole("tab", { name: "Find" }).click();
  await page.locator("details.fold summary", { hasText: "Form fields" }).click();
  await expect.poll(() => page.locator(".fields li").count()).toBe(6);
  expect(await page.locator(".fields").textContent()).toContain("Party-A-seal");
});

test("what cannot be written is told in the person's language", async () => {
  await open("contract-en.pdf");
  await ask();
  await page.getByRole("button", { name: "Place all" }).click();
  const { bytes } = await made("Prepared PDF (form fields)");
  const plan = (await page.locator("#panel-export pre").textContent()) ?? "";
  await openFile(page, "prepared.pdf", bytes);
  await page.locator(".file-name", { hasText: /^prepared\.pdf$/ }).waitFor();
  await openFile(page, "plan.json", new TextEncoder().encode(plan));
  await expect.poll(boxes).toBe(6);
  await page.getByRole("button", { name: "Prepared PDF (form fields)" }).click();
  await told("The PDF has a form field of that name already.");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "带表单域的 PDF" }).click();
  await told("PDF 中已有同名表单域，请给框改名。");
});

test("papers are made offline too, once the worker has fetched what they need", async () => {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const there = async () => {
      for (const name of await caches.keys()) {
        const kept = await (await caches.open(name)).keys();
        if (kept.some((one) => /papers.*\.wasm$/.test(one.url))) return true;
      }
      return false;
    };
    while (!(await there())) await new Promise((done) => setTimeout(done, 100));
  });
  await page.reload();
  await page.getByRole("button", { name: "Open PDF" }).first().waitFor();
  await session.context.setOffline(true);
  await open("contract-en.pdf");
  await ask();
  await told("6 suggested places");
});
