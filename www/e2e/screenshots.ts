// Pictures of the running picker for the README: `npm run build && npm run screenshots`. Another folder in
// $SCREENSHOTS_TO gets more of them, to look at.

import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browse, drawn, examples, openFile, serve } from "./harness";

const folder = process.env.SCREENSHOTS_TO ?? fileURLToPath(new URL("../screenshots/", import.meta.url));
let site: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  site = await serve();
});
afterAll(() => void site.server.close());

const shots = [
  { name: "zh-light", locale: "zh-CN", colorScheme: "light", viewport: { width: 1360, height: 860 }, keyword: "签署日期", box: "party-a-seal" },
  { name: "en-dark", locale: "en-GB", colorScheme: "dark", viewport: { width: 1360, height: 860 }, keyword: "Date:", box: "party-a-seal" },
  { name: "zh-phone", locale: "zh-CN", colorScheme: "light", viewport: { width: 390, height: 844 }, keyword: "签署日期", box: "party-a-seal" },
] as const;

for (const shot of shots) {
  test(shot.name, async () => {
    const phone = shot.viewport.width < 500;
    const session = await browse(site.url, {
      locale: shot.locale, colorScheme: shot.colorScheme, viewport: shot.viewport,
      deviceScaleFactor: phone ? 2 : 1, hasTouch: phone, isMobile: phone,
    });
    const { page } = session;
    await page.goto(site.url);
    await page.waitForSelector(".welcome-card");
    if (process.env.SCREENSHOTS_TO) await page.screenshot({ path: `${folder}/${shot.name}-welcome.png` });
    await page.locator(".welcome-actions button").nth(1).click();
    await drawn(page);
    if (!phone) {
      await page.locator(".thumb[data-page='3']").first().click();
    } else {
      await page.locator(".page-number").fill("3");
      await page.locator(".page-number").press("Enter");
    }
    await drawn(page, 3);
    await page.locator("[data-tab=find]").click();
    await page.locator("#find-keywords").fill(shot.keyword);
    await page.locator("#find-keywords").press("Enter");
    await page.waitForTimeout(700);
    if (process.env.SCREENSHOTS_TO) await page.screenshot({ path: `${folder}/${shot.name}-find.png` });
    await page.locator("[data-tab=boxes]").click();
    await page.getByRole("tabpanel").getByRole("button", { name: shot.box }).click();
    await page.waitForTimeout(900);
    if (!phone) {
      const box = await page.locator(`.box[data-id="${shot.box}"]`).boundingBox();
      if (box) await page.mouse.move(box.x + box.width * 1.6, box.y + box.height * 1.4);
      await page.waitForTimeout(300);
    }
    await page.screenshot({ path: `${folder}/${shot.name}.png` });
    await page.locator("[data-tab=export]").click();
    await page.waitForTimeout(500);
    if (!phone) {
      await page.locator("#export-as").selectOption("tencent");
      await expect.poll(() => page.locator("#panel-export pre").textContent()).toMatch(/^\[/);
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${folder}/${shot.name}-export.png` });
    }
    expect(session.strangers).toEqual([]);
    expect(session.complaints).toEqual([]);
    await session.close();
  });
}

// Not for the README: what is suggested, and the files.
for (const [name, locale, colorScheme] of process.env.SCREENSHOTS_TO
  ? ([["zh-light", "zh-CN", "light"], ["zh-dark", "zh-CN", "dark"], ["en-light", "en-GB", "light"], ["en-dark", "en-GB", "dark"]] as const)
  : []) {
  test(`${name}: suggestions`, async () => {
    const session = await browse(site.url, { locale, colorScheme });
    const { page } = session;
    const file = locale === "zh-CN" ? "contract-zh.pdf" : "contract-en.pdf";
    await page.goto(site.url);
    await page.waitForSelector(".welcome-card");
    await openFile(page, file, readFileSync(`${examples}${file}`));
    await drawn(page);
    await page.screenshot({ path: `${folder}/${name}-nothing.png` });
    await page.locator("[data-do=suggest]").click();
    await page.locator(".proposals .row").first().click();
    await drawn(page, 3);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${name}-suggested.png` });
    await page.locator(".suggestions .primary").click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${name}-placed.png` });
    await page.locator("[data-tab=export]").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".papers button").first().click()]);
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}/${name}-papers.png` });
    await download.saveAs(`${folder}/${name}-report.html`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}/${name}-keys.png` });
    const report = await session.context.newPage();
    await report.goto(`file://${folder}/${name}-report.html`);
    await report.screenshot({ path: `${folder}/${name}-report.png`, fullPage: true });
    await session.close();
  });
}
