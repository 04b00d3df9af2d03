// What a person does, by role and keyboard: open, find, anchor, drag, resize, read, export, import, undo.

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browse, drawn, examples, openFile, serve, type Session } from "./harness";
import { makePdf, MATRIX } from "./make-pdf";

let site: Awaited<ReturnType<typeof serve>>;
let session: Session;
let page: Page;

beforeAll(async () => void (site = await serve()));
afterAll(() => void site.server.close());
beforeEach(async () => {
  session = await browse(site.url);
  page = session.page;
  await page.goto(site.url);
  await page.getByRole("button", { name: "Open PDF" }).first().waitFor();
});
afterEach(async () => {
  const { strangers, complaints } = session;
  await session.close();
  expect(strangers, "requests that left the origin").toEqual([]);
  expect(complaints, "errors of the page").toEqual([]);
});

const A4 = makePdf([1, 2, 3].map((n) => ({ media: [0, 0, 595.28, 841.89] as [number, number, number, number], text: [[100, 700, `Page ${n}`], [100, 400, "Authorized signature:"], [100, 300, "Date:"]] as [number, number, string][] })));

interface PlanText {
  placements: { id: string; kind: string; anchor: Record<string, unknown>; offset?: { x: number; y: number }; size: unknown }[];
}

async function plan(): Promise<PlanText> {
  await settle();
  const text = await page.locator("#panel-export pre").textContent();
  return JSON.parse(text || '{"placements":[]}') as PlanText;
}

/** Lets the engine answer. */
async function settle(): Promise<void> {
  await page.waitForTimeout(250);
}

async function tab(name: "Boxes" | "Find" | "Export"): Promise<void> {
  await page.getByRole("tab", { name }).click();
}

/** Where a page lies on the screen. */
async function frame(number = 1) {
  return page.locator(`.page[data-page="${number}"]`).evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height };
  });
}

async function drag(from: [number, number], to: [number, number], steps = 6): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps });
  await page.mouse.up();
}

describe("the sample", () => {
  test("opens with its plan, whose boxes are where the engine says", async () => {
    await page.getByRole("button", { name: "Try a sample contract" }).click();
    await drawn(page);
    await page.getByRole("button", { name: /^party-a-seal/ }).click();
    await expect.poll(() => page.locator(".coordinates tr").count()).toBe(7);
    expect((await plan()).placements.map((one) => one.id)).toContain("party-b-date");
    await page.screenshot({ path: "/dev/null", type: "png" }).catch(() => {});
  });

  test("finds a keyword, shows every occurrence, and hangs a box on one", async () => {
    await openFile(page, "contract-en.pdf", readFileSync(`${examples}contract-en.pdf`));
    await drawn(page);
    await page.keyboard.press("/");
    await page.getByRole("searchbox", { name: "Keywords" }).fill("authorized SIGNATURE:, Date:");
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: /occurrence/ }).waitFor();
    const rows = page.getByTitle(/^Show “/);
    await expect.poll(() => rows.count()).toBeGreaterThan(2);
    await rows.first().click();
    await page.locator(".match.now").first().waitFor();
    await page.getByRole("button", { name: "Place Seal here" }).first().click();
    await settle();
    const [one] = (await plan()).placements;
    expect(one).toMatchObject({ kind: "seal", size: "round-42", anchor: { occurrence: 1 } });
    expect(await page.locator(".anchor-line").count()).toBe(1);
  });
});

describe("boxes", () => {
  beforeEach(async () => {
    await openFile(page, "a4.pdf", A4);
    await drawn(page);
  });

  test("a seal is stamped, dragged, resized, undone and redone", async () => {
    const at = await frame();
    await page.getByRole("button", { name: "Seal", exact: true }).click();
    await page.mouse.click(at.left + at.width / 4, at.top + 200);
    await expect.poll(async () => (await plan()).placements.length).toBe(1);
    const first = (await plan()).placements[0]!;
    expect(first).toMatchObject({ kind: "seal", size: "round-42", anchor: { page: 1, unit: "pt" } });

    const scale = at.width / 595.28;
    const box = page.getByRole("button", { name: /^Seal seal-1, page 1/ });
    const where = (await box.boundingBox())!;
    const middle: [number, number] = [where.x + where.width / 2, where.y + where.height / 2];
    await page.keyboard.down("Control");
    await drag(middle, [middle[0] + 100, middle[1] + 50]);
    await page.keyboard.up("Control");
    const moved = (await plan()).placements[0]!;
    expect(Number(moved.anchor.x) - Number(first.anchor.x)).toBeCloseTo(100 / scale, 3);
    expect(Number(first.anchor.y) - Number(moved.anchor.y)).toBeCloseTo(50 / scale, 3);

    const after = (await box.boundingBox())!;
    await drag([after.x + after.width, after.y], [after.x + after.width + 40, after.y - 40]);
    const grown = (await plan()).placements[0]!.size as { width: number; height: number };
    expect(grown.width).toBeGreaterThan(125);
    expect(grown.width).toBeCloseTo(grown.height, 3);

    await page.keyboard.press("Control+z");
    expect((await plan()).placements[0]).toEqual(moved);
    await page.keyboard.press("Control+z");
    expect((await plan()).placements[0]).toEqual(first);
    await page.keyboard.press("Control+Shift+z");
    expect((await plan()).placements[0]).toEqual(moved);
  });

  test("by keyboard alone: armed, placed, moved, resized, duplicated, deleted", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("Enter");
    await settle();
    const start = (await plan()).placements[0]!;
    expect(start).toMatchObject({ kind: "signature", size: "signature" });
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("Alt+ArrowRight");
    const moved = (await plan()).placements[0]!;
    expect(Number(moved.anchor.x) - Number(start.anchor.x)).toBeCloseTo(1, 6);
    expect(Number(moved.anchor.y) - Number(start.anchor.y)).toBeCloseTo(10, 6);
    expect(moved.size).toMatchObject({ width: 120, height: 43 });
    await page.keyboard.press("Control+d");
    expect((await plan()).placements).toHaveLength(2);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    expect((await plan()).placements).toHaveLength(0);
    await page.keyboard.press("Control+z");
    expect((await plan()).placements).toHaveLength(2);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("numbers are typed in millimetres from the upper left, and read in every unit", async () => {
    await page.keyboard.press("s");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "mm" }).click();
    await page.getByRole("button", { name: /Origin upper left/ }).click();
    await page.getByLabel("X", { exact: true }).fill("20");
    await page.getByLabel("X", { exact: true }).press("Enter");
    await page.getByLabel("Y", { exact: true }).fill("30");
    await page.getByLabel("Y", { exact: true }).press("Enter");
    await expect.poll(() => page.locator(".coordinates tr", { hasText: "mm ↖" }).locator("td").allTextContents()).toEqual(["20", "30", "42", "42"]);
    const [one] = (await plan()).placements;
    expect(one!.anchor).toMatchObject({ x: 56.6929, y: 637.7955 });
  });

  test("a click reads a point, Shift+drag chooses, align and copy to pages work", async () => {
    const at = await frame();
    await page.mouse.click(at.left + 100, at.top + 100);
    await page.getByRole("heading", { name: /^Point/ }).waitFor();
    await expect.poll(() => page.locator(".coordinates tr").count()).toBe(7);
    for (const x of [150, 300]) {
      await page.keyboard.press("d");
      await page.mouse.click(at.left + x, at.top + 60 + x);
    }
    await settle();
    await page.keyboard.down("Shift");
    await drag([at.left + 10, at.top + 10], [at.left + 500, at.top + 600]);
    await page.keyboard.up("Shift");
    await page.getByRole("heading", { name: "2 boxes chosen" }).waitFor();
    await page.getByRole("button", { name: "Align left" }).click();
    const [a, b] = (await plan()).placements;
    expect(a!.anchor.x).toBe(b!.anchor.x);
    await page.getByRole("button", { name: "Copy to pages" }).click();
    const asked = page.getByRole("dialog", { name: "Copy to pages" });
    await asked.getByRole("textbox").fill("4");
    await page.keyboard.press("Enter");
    await asked.getByText("This document has no such pages").waitFor();
    await asked.getByRole("textbox").fill("-1");
    await page.keyboard.press("Enter");
    expect((await plan()).placements.map((one) => one.anchor.page)).toEqual([1, 1, 3, 3]);
    // The copies are chosen now; every page that they are not on is offered.
    await page.getByRole("button", { name: "Copy to pages" }).click();
    await page.keyboard.press("Enter");
    expect((await plan()).placements.map((one) => one.anchor.page)).toEqual([1, 1, 3, 3, 1, 1, 2, 2]);
  });

  test("a box is dragged to the next page", async () => {
    await page.getByRole("textbox", { name: "Zoom" }).fill("30%");
    await page.getByRole("textbox", { name: "Zoom" }).press("Enter");
    await page.waitForTimeout(200);
    const [one, two] = [await frame(1), await frame(2)];
    await page.keyboard.press("s");
    await page.mouse.click(one.left + one.width / 2, one.top + one.height / 2);
    await settle();
    await drag([one.left + one.width / 2, one.top + one.height / 2], [two.left + two.width / 2, two.top + 120]);
    expect((await plan()).placements[0]!.anchor).toMatchObject({ page: 2 });
  });

  test("a seam seal shows a slice on every page, and moves up and down only", async () => {
    await page.getByRole("button", { name: "Seam seal" }).click();
    await page.locator(".slice").first().waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^Seam seal seam-1/ }).count()).toBeGreaterThan(0);
    const before = Number((await plan()).placements[0]!.anchor.y);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowLeft");
    const after = (await plan()).placements[0]!;
    expect(after.anchor).toMatchObject({ seam: "all", unit: "pt" });
    expect(Number(after.anchor.y) - before).toBeCloseTo(1, 3);
  });

  test("warnings stand beside the box that causes them", async () => {
    const at = await frame();
    await page.keyboard.press("s");
    await page.mouse.click(at.left + (150 * at.width) / 595.28, at.top + ((841.89 - 700) * at.width) / 595.28);
    await page.locator(".box .alert:not([hidden])").waitFor();
    await page.getByRole("list", { name: "Warnings" }).getByText("Covers text").waitFor();
  });
});

describe("plans", () => {
  test("go out by copy, and come back by import and by link", async () => {
    await openFile(page, "a4.pdf", A4);
    await drawn(page);
    await page.keyboard.press("s");
    await page.keyboard.press("Enter");
    await tab("Export");
    await settle();
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const out = JSON.parse(text) as PlanText;
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
    expect(download.suggestedFilename()).toBe("a4.plan.json");
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText(/^Link copied/).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain("#plan=");

    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.locator("summary", { hasText: "Import" }).click();
    await page.getByRole("textbox", { name: "Import" }).fill(text);
    await page.getByRole("button", { name: "Show its boxes" }).click();
    await page.getByText("1 box came in.").waitFor();
    expect(await plan()).toEqual(out);

    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText("A plan was shared with you").waitFor();
    await openFile(page, "a4.pdf", A4);
    await drawn(page);
    await expect.poll(plan).toEqual(out);
  });

  test("with nonsense in them say what is wrong, in the person's language", async () => {
    await openFile(page, "a4.pdf", A4);
    await drawn(page);
    await tab("Export");
    await page.locator("summary", { hasText: "Import" }).click();
    await page.getByRole("textbox", { name: "Import" }).fill("{ nonsense");
    await page.getByRole("button", { name: "Show its boxes" }).click();
    await page.getByText("The text is not JSON.").waitFor();
    await page.getByRole("textbox", { name: "Import" }).fill('{"version":1,"placements":[{"id":"a","kind":"seal","anchor":{"keyword":"not there"}}]}');
    await page.getByRole("button", { name: "Show its boxes" }).click();
    await page.getByText("A keyword of it is not in this PDF.").waitFor();
  });
});

test("a page that is turned and cropped is placed on as it is displayed", async () => {
  await openFile(page, "turned.pdf", makePdf([MATRIX[6]!]));
  await drawn(page);
  const at = await frame();
  // Rotate 90, CropBox 312.5 × 458.75: displayed 458.75 wide, 312.5 high.
  expect(at.width / at.height).toBeCloseTo(458.75 / 312.5, 3);
});

test("both languages, both themes, kept for the next time", async () => {
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "打开 PDF" }).first().waitFor();
  await page.getByRole("button", { name: "主题：跟随系统" }).click();
  await page.getByRole("button", { name: "主题：浅色" }).click();
  await page.reload();
  await page.getByRole("button", { name: "打开 PDF" }).first().waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])).toEqual(["zh-CN", "dark"]);
});

test("offline after the first load", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.active?.state));
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  await session.context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Try a sample contract" }).click();
  await drawn(page);
  await page.getByRole("button", { name: /^party-a-seal/ }).waitFor();
});
