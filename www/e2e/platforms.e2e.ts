// Platforms: the numbers that go out are those of the platform, and what went out comes back as the same boxes.

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browse, drawn, examples, openFile, serve } from "./harness";
import { makePdf } from "./make-pdf";

let site: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => void (site = await serve()));
afterAll(() => void site.server.close());

const plan = { version: 1, placements: [{ id: "a", kind: "seal", anchor: { page: 1, x: 100, y: 200, unit: "pt" }, size: { width: 119.06, height: 119.06, unit: "pt" } }] };

test("Tencent, Qiyuesuo and the others, out and in", async () => {
  const session = await browse(site.url);
  const { page } = session;
  await page.goto(site.url);
  await openFile(page, "a4.pdf", makePdf([{ media: [0, 0, 595.28, 841.89] }]));
  await drawn(page);
  await openFile(page, "plan.json", new TextEncoder().encode(JSON.stringify(plan)));
  await page.getByRole("tab", { name: "Export" }).click();
  await expect.poll(() => page.locator("#export-as option").count()).toBe(14);
  const out = async (platform: string) => {
    await page.locator("#export-as").selectOption(platform);
    await expect.poll(() => page.locator("#panel-export pre").textContent()).toMatch(/^\[/);
    await page.waitForTimeout(400);
    return (await page.locator("#panel-export pre").textContent()) ?? "";
  };
  const tencent = await out("tencent");
  expect(JSON.parse(tencent)).toMatchObject([{ ComponentType: "SIGN_SEAL", ComponentPage: 1, ComponentPosX: 100, ComponentPosY: 522.83, ComponentWidth: 119.06, ComponentHeight: 119.06 }]);
  expect(JSON.parse(await out("qiyuesuo"))).toMatchObject([{ type: "COMPANY", page: 1, offsetX: 0.1679882, offsetY: 0.2375607 }]);
  expect(JSON.parse(await out("docuseal"))).toHaveLength(1);
  await page.locator("summary", { hasText: "Import" }).click();
  await page.getByRole("textbox", { name: "Import" }).fill(tencent);
  await page.getByRole("button", { name: "Show its boxes" }).click();
  await page.getByText("1 box came in.").waitFor();
  await page.locator("#export-as").selectOption("plan");
  await expect.poll(async () => ((JSON.parse((await page.locator("#panel-export pre").textContent()) || "{}") as typeof plan).placements ?? []).map((one) => [one.anchor.x, one.anchor.y])).toEqual([[100, 200], [100, 200]]);
  expect(session.complaints).toEqual([]);
  await session.close();
});

test("a whole flow of Tencent's, keywords and all, shows where its controls land", async () => {
  const session = await browse(site.url);
  const { page } = session;
  await page.goto(site.url);
  await openFile(page, "contract-zh.pdf", readFileSync(`${examples}contract-zh.pdf`));
  await drawn(page);
  const flow = readFileSync(`${examples}contract-zh.tencent.json`);
  const written = flow.toString().match(/"ComponentType"/g)!.length;
  await openFile(page, "flow.json", flow);
  await expect.poll(() => page.locator("#panel-boxes .row").count()).toBeGreaterThanOrEqual(written);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(session.complaints).toEqual([]);
  await session.close();
});

test("Qiyuesuo's stampers come back as the boxes they were, and a seam seal is told as one", async () => {
  const session = await browse(site.url);
  const { page } = session;
  await page.goto(site.url);
  await openFile(page, "a4.pdf", makePdf([1, 2, 3].map(() => ({ media: [0, 0, 595.28, 841.89] as [number, number, number, number] }))));
  await drawn(page);
  await openFile(page, "plan.json", new TextEncoder().encode(JSON.stringify(plan)));
  await page.getByRole("button", { name: "Seam seal" }).click();
  await page.locator(".slice").first().waitFor();
  await page.getByRole("tab", { name: "Export" }).click();
  await expect.poll(() => page.locator("#export-as option").count()).toBe(14);
  const out = async (platform: string) => {
    await page.locator("#export-as").selectOption(platform);
    await expect.poll(() => page.locator("#panel-export pre").textContent()).toMatch(/^\[/);
    await page.waitForTimeout(400);
    return (await page.locator("#panel-export pre").textContent()) ?? "";
  };
  expect((JSON.parse(await out("tencent")) as { ComponentType: string }[]).map((one) => one.ComponentType)).toEqual(["SIGN_SEAL", "SIGN_PAGING_SEAL"]);
  const stampers = JSON.parse(await out("qiyuesuo")) as { type: string }[];
  expect(stampers.map((one) => one.type)).toEqual(["COMPANY", "ACROSS_PAGE"]);
  await page.locator("summary", { hasText: "Import" }).click();
  await page.getByRole("textbox", { name: "Import" }).fill(JSON.stringify(stampers.slice(0, 1)));
  await page.getByRole("button", { name: "Show its boxes" }).click();
  await page.getByText("1 box came in.").waitFor();
  await page.locator("#export-as").selectOption("plan");
  const places = async () => ((JSON.parse((await page.locator("#panel-export pre").textContent()) || "{}") as typeof plan).placements ?? []).filter((one) => "x" in one.anchor).map((one) => [one.anchor.x, one.anchor.y]);
  await expect.poll(async () => (await places()).length).toBe(2);
  const [a, b] = await places();
  expect(b![0]).toBeCloseTo(a![0]!, 2);
  expect(b![1]).toBeCloseTo(a![1]!, 2);
  expect(session.complaints).toEqual([]);
  await session.close();
});
