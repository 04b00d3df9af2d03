// The native command's answers and WebAssembly's, byte for byte; scripts/wasm-identical says which.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import init, { Document, SignplaceError } from "../dist/index.js";
import initPapers, { suggestText } from "../dist/papers.js";

const [command, set] = process.argv.slice(2);

/** Every PDF below a folder, in order. */
function pdfs(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".pdf"));
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile()).sort();
}

/** The keywords that the set knows in a file. */
function keywordsOfSet() {
  const known = new Map();
  for (const name of ["construct", "absent"]) {
    const path = join(set, "truth", `${name}.jsonl`);
    if (!existsSync(path)) continue;
    for (const line of readFileSync(path, "utf8").split("\n").filter(Boolean)) {
      const { file, keyword } = JSON.parse(line);
      known.set(file, (known.get(file) ?? new Set()).add(keyword));
    }
  }
  return known;
}

function* questions() {
  const usual = ["签字", "盖章", "甲方", "the", "Sign"];
  const known = keywordsOfSet();
  const ask = function* (file, keywords) {
    yield { op: "find", file, keywords, match: "folded", fields: true };
    yield { op: "find", file, keywords, match: "exact", explain: true };
    yield { op: "find", file, keywords, ignore_case: true, whole_word: true, variants: true, occurrence: -1 };
    yield { op: "pages", file, explain: true };
    yield { op: "fields", file };
    yield { op: "suggest", file, min_confidence: 0.3 };
    for (const to of ["normalized", "user", "top-left"]) {
      yield { op: "convert", file, page: -1, from: "points", to, x: 100.125, y: 33.3333, width: 119, height: 43 };
    }
  };
  const documents = join(set, "documents");
  for (const path of pdfs(join(documents, "generated"))) {
    yield* ask(path, [...(known.get(path.slice(documents.length + 1)) ?? usual)].sort());
  }
  for (const path of [...pdfs("examples"), ...pdfs("tests/fixtures"), ...pdfs("fuzz/seeds")]) yield* ask(path, usual);
  for (const name of ["contract-zh", "contract-en"]) {
    const plan = JSON.parse(readFileSync(`examples/${name}.plan.json`, "utf8"));
    yield { op: "place", file: `examples/${name}.pdf`, plan };
  }
}

let open = { path: undefined, document: undefined };

/** The line that `batch` would print. */
function answer(text) {
  const { op, file, plan, ...request } = JSON.parse(text);
  const head = `{"file":${JSON.stringify(file)},`;
  try {
    if (op === "suggest") return head + suggestText(readFileSync(file), JSON.stringify(request)).slice(1);
    if (open.path !== file) {
      open.document?.free();
      open = { path: undefined, document: undefined };
      open = { path: file, document: Document.open(readFileSync(file)) };
    }
    // `batch` echoes the mode, but for find, whose answer says it.
    return head + (op === "place" ? open.document.placeText(JSON.stringify(plan)) : open.document.askText(op, JSON.stringify(request))).slice(1);
  } catch (why) {
    if (!(why instanceof SignplaceError)) throw why;
    if (why.cause !== undefined) open = { path: undefined, document: undefined };
    return `${head}"error":${JSON.stringify(why)}}`;
  }
}

await Promise.all([init(), initPapers()]);
const asked = [...questions()].map((question) => JSON.stringify(question));
const native = spawn(command, ["batch", "--jobs", "1"], { stdio: ["pipe", "pipe", "inherit"] });
native.stdin.end(asked.join("\n") + "\n");
let [at, differing] = [0, 0];
for await (const line of createInterface({ input: native.stdout, crlfDelay: Infinity })) {
  const ours = answer(asked[at]);
  if (ours !== line) {
    differing += 1;
    if (differing <= 10) {
      let from = 0;
      while (ours[from] === line[from]) from += 1;
      const near = (text) => text.slice(Math.max(0, from - 60), from + 100);
      console.error(`differs: ${asked[at].slice(0, 300)}\n  native …${near(line)}\n  wasm   …${near(ours)}`);
    }
  }
  at += 1;
}
const files = new Set(asked.map((question) => JSON.parse(question).file)).size;
console.log(`${at} answers about ${files} documents: ${at - differing} identical, ${differing} not`);
if (!existsSync(set)) console.log(`(no conformance set in ${set}: fixtures and examples alone)`);
process.exitCode = differing > 0 || at !== asked.length || at === 0 ? 1 : 0;
