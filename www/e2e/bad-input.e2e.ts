// Files that are not what they should be: a message in the person's language, and a way on.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browse, drawn, openFile, serve, type Session } from "./harness";
import { makePdf } from "./make-pdf";

const locked = readFileSync(fileURLToPath(new URL("../../fuzz/seeds/open/aes-256.pdf", import.meta.url)));
const text = (what: string) => new TextEncoder().encode(what);

let site: Awaited<ReturnType<typeof serve>>;
let session: Session;
let page: Page;
beforeAll(async () => void (site = await serve()));
afterAll(() => void site.server.close());

describe.each([
  { locale: "zh-CN", title: "无法打开这个文件", sample: "用示例合同试试", said: { empty: "文件是空的。", not: "这不是 PDF 文件。", broken: /损坏/ }, password: "这份 PDF 需要密码", wrong: "密码不对，请重试。", label: "密码", open: "打开" },
  { locale: "en-GB", title: "This file cannot be opened", sample: "Try a sample contract", said: { empty: "The file is empty.", not: "This is not a PDF.", broken: /damaged/ }, password: "This PDF needs a password", wrong: "That was not the password. Try again.", label: "Password", open: "Open" },
])("in $locale", ({ locale, title, sample, said, password, wrong, label, open }) => {
  beforeEach(async () => {
    session = await browse(site.url, { locale });
    page = session.page;
    await page.goto(site.url);
    await page.locator(".welcome-card").waitFor();
  });
  afterEach(async () => {
    const { strangers, complaints } = session;
    await session.close();
    expect(strangers).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test.each([
    ["nothing.pdf", text(""), said.empty],
    ["picture.pdf", text("GIF89a this is something else altogether"), said.not],
    ["zero-pages.pdf", makePdf([]), said.broken],
    ["damaged.pdf", text("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"), said.broken],
  ] as [string, Uint8Array, string | RegExp][])("%s", async (name, bytes, message) => {
    await openFile(page, name, bytes);
    const dialog = page.getByRole("dialog", { name: title });
    await dialog.getByText(message).waitFor();
    await dialog.getByRole("button", { name: sample }).click();
    await drawn(page);
  });

  test("an encrypted file asks for its password until it is right", async () => {
    await openFile(page, "locked.pdf", locked);
    const dialog = page.getByRole("dialog", { name: password });
    await dialog.getByLabel(label).fill("not this");
    await dialog.getByRole("button", { name: open }).click();
    await page.getByText(wrong).waitFor();
    await page.getByRole("dialog", { name: password }).getByLabel(label).fill("secret");
    await page.keyboard.press("Enter");
    await drawn(page);
  });
});

test("200 MB: answered, in words or by opening, and the page stays alive", async () => {
  session = await browse(site.url);
  page = session.page;
  await page.goto(site.url);
  await page.locator(".welcome-card").waitFor();
  // Made in the page: a file chooser of the test driver takes no more than 50 MB.
  await page.evaluate(() => {
    const head = new TextEncoder().encode("%PDF-1.7\n");
    const file = new File([head, new Uint8Array(200 * 1024 * 1024)], "large.pdf", { type: "application/pdf" });
    const carried = new DataTransfer();
    carried.items.add(file);
    const input = document.querySelector<HTMLInputElement>("input[type=file]")!;
    input.files = carried.files;
    input.dispatchEvent(new Event("change"));
  });
  const dialog = page.getByRole("dialog", { name: "This file cannot be opened" });
  await dialog.waitFor({ timeout: 60_000 });
  await dialog.getByRole("button", { name: "Try a sample contract" }).click();
  await drawn(page);
  await session.close();
});
