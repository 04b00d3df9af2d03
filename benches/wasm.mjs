// The package for the browser, in Node, as one of the readers that benches/wasm measures: node wasm.mjs DIST FILE KEYWORD,
// told by lines what to do (benches/src/peer.rs). The answer is counted as its users get it: as objects, from JSON.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, path, keyword] = process.argv.slice(2);
const { default: init, Document } = await import(pathToFileURL(resolve(join(dist, "index.js"))).href);
await init();
const bytes = new Uint8Array(readFileSync(path));

for await (const _ of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const document = Document.open(bytes);
  const { matches } = document.find({ keywords: [keyword], match: "exact" });
  document.free();
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ ms: (user + system) / 1000, matches: matches.length }));
}
