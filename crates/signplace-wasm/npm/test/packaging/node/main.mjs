// A fresh Node project: both ways to load the module, and a Worker's port.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import init, { Document, initSync } from "signplace";
import initPapers, { initSync as initPapersSync, suggest } from "signplace/papers";

const bytes = readFileSync(process.argv[2]);
const part = (name) => readFileSync(createRequire(import.meta.url).resolve(`signplace/${name}`));
if (process.argv[3] === "sync") {
  initSync({ wasm: part("signplace.wasm"), tables: part("tables.bin") });
  initPapersSync(part("papers.wasm"));
} else {
  await init();
  await initPapers();
}
const document = Document.open(bytes);
const { matches } = document.find({ keywords: ["甲方"] });
assert.ok(matches.length > 0 && matches[0].box.width > 0);
document.free();
const { suggestions } = suggest(bytes);
assert.ok(suggestions.length > 0);
console.log(`node: ${matches.length} matches, ${suggestions.length} suggestions`);
