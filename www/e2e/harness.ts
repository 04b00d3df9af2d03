// A browser, and the built picker served from its own origin: what every end-to-end test starts with.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
export const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

const TYPES: Record<string, string> = {
  ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm",
  ".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json", ".pdf": "application/pdf",
};

const WITNESS = `<!doctype html><title>witness</title><script type="module">
import * as pdfjs from "/witness/pdf.mjs";
pdfjs.GlobalWorkerOptions.workerSrc = "/witness/pdf.worker.mjs";
globalThis.pdfjs = pdfjs;
</script>`;

/** The build under `/`, and pdf.js itself under `/witness/` for the tests alone. */
export function serve(): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? "/").split("?")[0] ?? "/"));
    if (path === "/witness/") {
      response.setHeader("Content-Type", "text/html");
      return void response.end(WITNESS);
    }
    const file = path.startsWith("/witness/")
      ? join(root, "node_modules/pdfjs-dist/build", path.slice(9))
      : join(root, "dist", path === "/" ? "index.html" : path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.statusCode = 404;
      return void response.end();
    }
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  server.on("close", () => void browser?.then((it) => it.close()));
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => done({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server }));
  });
}

export interface Session {
  context: BrowserContext;
  page: Page;
  /** Requests that left the origin. There must be none. */
  strangers: string[];
  /** What the page complained about. */
  complaints: string[];
  close(): Promise<void>;
}

let browser: Promise<Browser> | undefined;

/** One browser for a file of tests: starting it takes longer than most of them. */
function launched(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
  return browser;
}

/** A fresh session, which shares nothing with those before it. */
export async function browse(url: string, options: BrowserContextOptions = {}): Promise<Session> {
  const context = await (await launched()).newContext({
    viewport: { width: 1360, height: 860 },
    locale: "en-GB",
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  context.setDefaultTimeout(Number(process.env.E2E_TIMEOUT ?? 20_000));
  const strangers: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !to.startsWith("blob:") && !to.startsWith("data:")) strangers.push(to);
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  return {
    context, page, strangers, complaints,
    close: () => context.close(),
  };
}

/** Opens bytes as a file that somebody chose. */
export async function openFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const mimeType = name.endsWith(".json") ? "application/json" : "application/pdf";
  await page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
}

/** Waits until the first page's pixels are there. */
export async function drawn(page: Page, number = 1): Promise<void> {
  await page.locator(`.page[data-page="${number}"][data-drawn=""]`).waitFor({ timeout: 30_000 });
}
