// A document's questions, in Node.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { contract, convert, Document, errorOf, file, init, SignplaceError } from "./support.mjs";

before(() => init());

test("a keyword is found where the command finds it", () => {
  const document = Document.open(contract());
  const found = document.find({ keywords: ["甲方"] });
  assert.equal(found.match, "folded");
  assert.ok(found.matches.length > 0);
  const [first] = found.matches;
  assert.equal(first.index, 1);
  assert.deepEqual(Object.keys(first.box), ["x", "y", "width", "height"]);
  assert.equal(first.quads[0].length, 4);
});

test("options are the keys of batch, and an unknown one is a warning", () => {
  const document = Document.open(contract());
  const found = document.find({ keywords: ["甲方"], occurrence: -1, pages: "all", fields: true, colour: "red" });
  assert.equal(found.matches.length, 1);
  assert.ok(Array.isArray(found.fields));
  assert.deepEqual(found.warnings.filter(({ code }) => code === "unknown_key").map(({ path }) => path), ["/colour"]);
});

test("a keyword that is not there has a count of 0", () => {
  const document = Document.open(contract());
  const found = document.find({ keywords: ["没有这个词"] });
  assert.deepEqual(found.keywords, [{ keyword: "没有这个词", count: 0 }]);
  assert.deepEqual(found.matches, []);
});

test("a search goes page by page and answers the same", () => {
  const document = Document.open(contract());
  const request = { keywords: ["甲方", "乙方"] };
  const search = document.search(request);
  const steps = [];
  for (let step = search.nextPage(); step; step = search.nextPage()) steps.push(step);
  assert.deepEqual(steps.map(({ done }) => done), Array.from({ length: document.pageCount }, (_, i) => i + 1));
  const found = search.finish();
  assert.equal(steps.at(-1).found, found.matches.length);
  assert.deepEqual(found, document.find(request));
});

test("pages and fields are told, with their warnings", () => {
  const document = Document.open(contract());
  const { page_count, pages, warnings } = document.pages();
  assert.equal(page_count, document.pageCount);
  assert.equal(pages.length, page_count);
  assert.equal(pages[0].rotation, 0);
  assert.ok(Array.isArray(warnings));
  assert.ok(Array.isArray(document.fields({ pages: 1 }).fields));
});

test("numbers are converted on a page, and on a size without a document", () => {
  const document = Document.open(contract());
  const { height } = document.pages({ pages: 1 }).pages[0];
  const { output, inside } = document.convert({ page: 1, from: "points", to: "top-left", x: 10, y: 20 });
  assert.ok(Math.abs(output.y - (height - 20)) < 1e-3, `${output.y} of ${height}`);
  assert.equal(inside, true);
  const size = { size: "595.28x841.89", from: "acrobat", to: "top-left", x: 140.7288, y: 616.8359 };
  assert.deepEqual(convert(size).output, { x: 140.7288, y: 225.0541 });
});

test("a plan is placed, as an object or as text", () => {
  const plan = JSON.parse(new TextDecoder().decode(file("examples/contract-zh.plan.json")));
  const document = Document.open(contract());
  const placed = document.place(plan);
  assert.ok(placed.placements.length >= plan.placements.length);
  assert.deepEqual(document.place(JSON.stringify(plan)), placed);
});

test("an error has a code, a hint, and a path into what was given", async () => {
  const document = Document.open(contract());
  const misspelt = { version: 1, placements: [{ id: "a", kind: "seal", anchor: { keywrod: "甲方" } }] };
  const error = await errorOf(() => document.place(misspelt));
  assert.ok(error instanceof SignplaceError && error instanceof Error);
  assert.deepEqual([error.name, error.code, error.path], ["SignplaceError", "unknown_key", "/placements/0/anchor/keywrod"]);
  assert.equal(error.hint, "Did you mean `keyword`?");
  assert.equal((await errorOf(() => document.find({ keywords: [" "] }))).path, "/keywords/0");
  assert.equal((await errorOf(() => document.pages({ pages: 99 }))).code, "page_out_of_range");
  assert.equal((await errorOf(() => document.convert({ page: 1, from: "points", to: "moon", x: 0, y: 0 }))).path, "/to");
  assert.equal((await errorOf(() => convert({ from: "points", to: "user", x: 0, y: 0, page: 1 }))).path, "/size");
});

test("bad input has its own codes", async () => {
  const open = (bytes, options) => errorOf(() => Document.open(bytes, options));
  assert.equal((await open(new Uint8Array())).code, "empty_file");
  assert.equal((await open(new TextEncoder().encode("hello"))).code, "not_a_pdf");
  assert.equal((await open(new TextEncoder().encode("%PDF-1.7\n"))).code, "damaged");
});

test("a document that was freed says so", async () => {
  const document = Document.open(contract());
  document.free();
  document.free();
  assert.equal((await errorOf(() => document.pages())).code, "usage");
  const another = Document.open(contract());
  another[Symbol.dispose]();
  assert.equal((await errorOf(() => another.fields())).code, "usage");
});

test("freeing gives the memory back", () => {
  const bytes = contract();
  const grown = () => {
    for (let i = 0; i < 20; i += 1) {
      const document = Document.open(bytes);
      document.find({ keywords: ["甲方"] });
      document.free();
    }
    return process.memoryUsage().arrayBuffers;
  };
  const first = grown();
  const last = grown();
  assert.ok(last <= first + (1 << 20), `${first} bytes after 20 documents, ${last} after 40`);
});
