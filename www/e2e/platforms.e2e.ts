// Platforms: the numbers that go out are those of the platform, and what went out comes back as the same boxes.

import { afterAll, beforeAll, expect, test } from "vitest";
import { browse, drawn, openFile, serve } from "./harness";
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
