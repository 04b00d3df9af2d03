// A fresh Node project: both ways to load the module, and a Worker's port.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import init, { Document, initSync } from "signplace";

const bytes = readFileSync(process.argv[2]);
const part = (name) => readFileSync(createRequire(import.meta.url).resolve(`signplace/${name}`));
if (process.argv[3] === "sync") initSync({ wasm: part("signplace.wasm"), tables: part("tables.bin") });
else await init();
const document = Document.open(bytes);
const { matches } = document.find({ keywords: ["甲方"] });
assert.ok(matches.length > 0 && matches[0].box.width > 0);
document.free();
console.log(`node: ${matches.length} matches`);
