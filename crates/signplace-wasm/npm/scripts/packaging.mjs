// Packs the package, installs it into fresh Node, Vite and webpack projects, builds and runs them; and lets publint
// and are-the-types-wrong judge the archive.
//
//   node scripts/packaging.mjs          needs dist (scripts/wasm); a browser only where /usr/bin/chromium or CHROMIUM is
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("..", import.meta.url));
const contract = join(here, "../../../examples/contract-zh.pdf");
const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
const { devDependencies: pinned } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
/** Pinned here, as nothing else needs it. */
const WEBPACK = "5.112.2";

const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
const local = (name, ...args) => run(join(here, "node_modules/.bin", name), args, here);
const step = (text) => console.log(`== ${text}`);

const folder = mkdtempSync(join(tmpdir(), "signplace-"));
try {
  step("Pack");
  const [{ filename, files }] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], here));
  const archive = join(folder, filename);
  console.log(files.map(({ path }) => path).join("\n"));

  step("publint");
  console.log(local("publint", "run", archive, "--strict"));

  step("are-the-types-wrong");
  // ESM alone: a CommonJS program loads it by import(), or by require() since Node 22.12. Node 10's resolution has no exports.
  console.log(local("attw", archive, "--profile", "esm-only", "--exclude-entrypoints", "signplace.wasm", "papers.wasm", "tables.bin"));

  step("Node");
  const node = project("node", [archive]);
  process.stdout.write(run("node", ["main.mjs", contract], node));
  process.stdout.write(run("node", ["main.mjs", contract, "sync"], node));

  step("Vite");
  const vite = project("vite", [archive, `vite@${pinned.vite}`, `typescript@${pinned.typescript}`]);
  run(join(vite, "node_modules/.bin/tsc"), [], vite);
  run(join(vite, "node_modules/.bin/vite"), ["build", "--logLevel", "warn"], vite);
  await judge("Vite", join(vite, "dist"), /worker.*\.js$/);

  step("webpack");
  // The same sources, which webpack itself compiles no types of: they are stripped first, by the compiler checked above.
  const webpack = project("webpack", [archive, `webpack@${WEBPACK}`]);
  run(join(vite, "node_modules/.bin/tsc"), ["--noEmit", "false", "--outDir", webpack], vite);
  run("node", ["build.mjs"], webpack);
  await judge("webpack", join(webpack, "dist"), /\.js$/);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Whether a bundler made of the project what it is to be. */
async function judge(bundler, built, worker) {
  const names = readdirSync(built, { recursive: true }).filter((name) => extname(name) !== "");
  console.log(names.join("\n"));
  if (names.filter((name) => name.endsWith(".wasm")).length < 2 || !names.some((name) => worker.test(name))) {
    throw new Error(`${bundler} did not copy the modules or the Worker`);
  }
  cpSync(contract, join(built, "contract.pdf"));
  if (existsSync(browser)) await inBrowser(built);
  else console.log(`skipped in a browser: no ${browser}`);
}

/** A fresh project with these packages. */
function project(name, packages) {
  const path = join(folder, name);
  cpSync(join(here, "test/packaging", name), path, { recursive: true });
  run("npm", ["install", "--no-audit", "--no-fund", "--silent", ...packages], path);
  return path;
}

/** Serves a folder with a strict policy, opens it, and reads the title that the page gives itself. */
async function inBrowser(root) {
  const { chromium } = await import("playwright-core");
  const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".pdf": "application/pdf" };
  const server = createServer((request, response) => {
    const path = join(root, request.url === "/" ? "index.html" : decodeURIComponent(request.url));
    if (!existsSync(path)) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "content-security-policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
    });
    response.end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const session = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
  try {
    const page = await session.newPage();
    page.on("console", (message) => console.log(`console: ${message.text()}`));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => document.title !== "…", undefined, { timeout: 60_000 });
    const title = await page.title();
    console.log(`browser: ${title}`);
    if (!title.startsWith("ok")) throw new Error(title);
  } finally {
    await session.close();
    server.close();
  }
}
