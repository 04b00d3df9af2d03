// Holds what a page loads to its budget, compressed as servers send it: brotli, quality 11.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const KB = 1000;
/** What the picker needs to start. */
const START = 650 * KB;
/** With the tables, which come later. */
const TOGETHER = 1000 * KB;
/** The second module, which is fetched when it is wanted: it has no budget by itself, only a ceiling that it is not to grow through unnoticed. */
const PAPERS = 1100 * KB;

const dist = new URL("../dist/", import.meta.url);
const files = readdirSync(dist, { recursive: true }).filter((name) => /\.(wasm|js|bin)$/.test(name)).sort();
let start = 0;
let together = 0;
let papers = 0;
for (const name of files) {
  const bytes = readFileSync(new URL(name.replaceAll("\\", "/"), dist));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const size = brotliCompressSync(bytes, { params }).length;
  if (name.includes("papers")) papers += size;
  else together += size;
  if (!name.endsWith(".bin") && !name.includes("papers")) start += size;
  console.log(`${name.padEnd(28)} ${String(bytes.length).padStart(9)} ${String(size).padStart(8)} brotli`);
}
let failed = false;
for (const [what, size, budget] of [["to start", start, START], ["together", together, TOGETHER], ["papers", papers, PAPERS]]) {
  failed ||= size > budget;
  console.log(`${what.padEnd(28)} ${"".padStart(9)} ${String(size).padStart(8)} ≤ ${budget} ${size <= budget ? "ok" : "TOO LARGE"}`);
}
process.exitCode = failed ? 1 : 0;
