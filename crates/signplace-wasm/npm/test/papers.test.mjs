// The second module: suggestions, reports, copies with boxes, prepared PDFs.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Client } from "../dist/client.js";
import { serve } from "../dist/server.js";
import init, * as papers from "../dist/papers.js";
import { contract, Document, errorOf, file, init as initMain } from "./support.mjs";

const plan = () => JSON.parse(new TextDecoder().decode(file("examples/contract-zh.plan.json")));
const begins = (bytes, original) => Buffer.from(bytes.subarray(0, original.length)).equals(Buffer.from(original));

test("nothing is made before the module is loaded", async () => {
  const error = await errorOf(() => papers.suggest(contract()));
  assert.equal(error.code, "usage");
});

test("everything else", async (t) => {
  await init();
  await initMain();

  await t.test("suggestions are a plan that places everything where they say", () => {
    const { suggestions, page_count } = papers.suggest(contract());
    assert.ok(page_count > 0);
    assert.deepEqual(suggestions.map(({ kind, party }) => `${party} ${kind}`).sort(), ["乙方 date", "乙方 seal", "乙方 signature", "甲方 date", "甲方 seal", "甲方 signature"]);
    for (const one of suggestions) assert.ok(one.reason.length > 0 && one.confidence >= 0.5 && one.confidence <= 1);
    const document = Document.open(contract());
    const { placements } = document.place({ version: 1, placements: suggestions.map((one) => one.placement) });
    assert.deepEqual(placements.map((one) => one.box), suggestions.map((one) => one.box));
  });

  await t.test("fewer where more confidence is asked for; unknown keys are told", () => {
    const { suggestions, warnings } = papers.suggest(contract(), { min_confidence: 1, colour: "red" });
    assert.equal(suggestions.length, 0);
    assert.deepEqual(warnings.map((one) => one.code), ["unknown_key"]);
  });

  await t.test("a report is one file with the pictures given", () => {
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTtqgAAAAABJRU5ErkJggg==", "base64");
    const html = papers.report(contract(), plan(), { file: "合同.pdf", lang: "zh", pages: "1,3" }, { pictures: [new Uint8Array(png), new Uint8Array(png)] });
    assert.match(html, /<html lang="zh-CN">/);
    assert.match(html, /合同\.pdf/);
    assert.equal(html.match(/<figure>/g).length, 2);
    assert.equal(html.match(/<image href="data:image\/png;base64,iVBORw0KGgo/g).length, 2);
    assert.doesNotMatch(html, /(src|href)="http/);
    assert.doesNotMatch(papers.report(contract(), JSON.stringify(plan())), /<image/);
  });

  await t.test("overlays are an SVG for each page, or for those with something on them", () => {
    const all = papers.overlays(contract(), plan());
    assert.equal(all.pages.length, all.page_count);
    assert.ok(all.pages.every((one) => one.svg.startsWith("<svg ")));
    const one = { version: 1, placements: [{ id: "a", kind: "date", anchor: { page: 2, x: 100, y: 100, unit: "pt" } }] };
    assert.deepEqual(papers.overlays(contract(), one, { only_placed: true }).pages.map(({ page }) => page), [2]);
  });

  await t.test("a copy with the boxes, and a prepared PDF, begin with the original's bytes", () => {
    const original = contract();
    const copy = papers.annotated(original, plan(), { lang: "zh" });
    assert.ok(begins(copy.bytes, original) && copy.bytes.length > original.length);
    const prepared = papers.prepare(original, plan());
    assert.ok(begins(prepared.bytes, original));
    const document = Document.open(prepared.bytes);
    const read = document.fields().fields.map(({ name, type, page, box }) => ({ name, type, page, box }));
    assert.deepEqual(read, prepared.fields.map(({ name, type, page, box }) => ({ name, type, page, box })));
    assert.ok(prepared.fields.some((one) => one.type === "signature"));
    assert.ok(papers.prepare(original, plan(), { as: "text" }).fields.every((one) => one.type === "text"));
  });

  await t.test("errors keep their code and path", async () => {
    assert.equal((await errorOf(() => papers.suggest(new TextEncoder().encode("hello")))).code, "not_a_pdf");
    assert.equal((await errorOf(() => papers.suggest(contract(), { pages: "99" }))).code, "page_out_of_range");
    assert.equal((await errorOf(() => papers.report(contract(), "{"))).code, "invalid_json");
    const error = await errorOf(() => papers.prepare(contract(), plan(), { as: "ink" }));
    assert.deepEqual([error.code, error.path], ["invalid_value", "/as"]);
    const again = papers.prepare(contract(), plan()).bytes;
    assert.equal((await errorOf(() => papers.prepare(again, plan()))).code, "field_exists");
  });

  await t.test("in a Worker the same, and the bytes are copied unless they are to be moved", async () => {
    const { port1, port2 } = new MessageChannel();
    serve(port1);
    const client = Client.start({ worker: port2 });
    assert.deepEqual(await client.suggest(contract()), papers.suggest(contract()));
    assert.equal(await client.report(contract(), plan(), { file: "a.pdf" }), papers.report(contract(), plan(), { file: "a.pdf" }));
    assert.deepEqual(await client.overlays(contract(), plan()), papers.overlays(contract(), plan()));
    assert.deepEqual(await client.annotated(contract(), plan()), papers.annotated(contract(), plan()));
    const bytes = contract();
    const { bytes: made, fields } = await client.prepare(bytes, plan());
    assert.ok(bytes.length > 0 && made.length > bytes.length && fields.length > 0);
    await client.suggest(bytes, {}, { transfer: true });
    assert.equal(bytes.length, 0);
    assert.equal((await errorOf(() => client.suggest(contract(), { pages: "99" }))).code, "page_out_of_range");
    const abort = AbortSignal.abort();
    assert.equal((await errorOf(() => client.suggest(contract(), {}, { signal: abort }))).name, "AbortError");
    client.terminate();
    port1.close();
  });
});
