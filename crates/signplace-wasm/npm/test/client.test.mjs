// The RPC, over a message channel in place of a Worker.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Client } from "../dist/client.js";
import { serve } from "../dist/server.js";
import { contract, Document, errorOf, init } from "./support.mjs";

let client;

before(() => {
  const { port1, port2 } = new MessageChannel();
  serve(port1);
  client = Client.start({ worker: port2 });
});
after(() => client.terminate());

test("answers are the same as without a Worker", async () => {
  await init();
  const local = Document.open(contract());
  const document = await client.open(contract());
  assert.equal(document.pageCount, local.pageCount);
  const request = { keywords: ["甲方", "乙方"], explain: true };
  assert.deepEqual(await document.find(request), local.find(request));
  assert.deepEqual(await document.pages(), local.pages());
  assert.deepEqual(await document.fields(), local.fields());
  const point = { page: -1, from: "points", to: "user", x: 1, y: 2 };
  assert.deepEqual(await document.convert(point), local.convert(point));
  await document.close();
  assert.equal((await errorOf(() => document.pages())).code, "usage");
});

test("find tells how far it is", async () => {
  const document = await client.open(contract());
  const told = [];
  const { page_count } = await document.find({ keywords: ["甲方"] }, { onProgress: (progress) => told.push(progress) });
  assert.equal(told.at(-1).done, page_count);
  assert.equal(told.at(-1).of, page_count);
  await document.close();
});

test("errors keep their code, hint and path", async () => {
  const error = await errorOf(() => client.open(new TextEncoder().encode("hello")));
  assert.deepEqual([error.name, error.code], ["SignplaceError", "not_a_pdf"]);
  const document = await client.open(contract());
  assert.equal((await errorOf(() => document.find({ keywords: [""] }))).path, "/keywords/0");
  await document.close();
});

test("bytes are copied, unless they are to be moved", async () => {
  const bytes = contract();
  await (await client.open(bytes)).close();
  assert.ok(bytes.length > 0);
  await (await client.open(bytes, { transfer: true })).close();
  assert.equal(bytes.length, 0);
});

test("a call that is aborted is not waited for, and the next is answered", async () => {
  const document = await client.open(contract());
  const abort = new AbortController();
  const finding = document.find({ keywords: ["甲方"] }, { signal: abort.signal });
  abort.abort();
  assert.equal((await errorOf(() => finding)).name, "AbortError");
  assert.equal((await errorOf(() => document.pages({}, { signal: AbortSignal.abort() }))).name, "AbortError");
  assert.equal((await errorOf(() => client.open(contract(), { signal: AbortSignal.abort() }))).name, "AbortError");
  assert.equal((await document.pages()).page_count, document.pageCount);
  await document.close();
});

test("a document may be closed while it is searched", async () => {
  const document = await client.open(contract());
  const finding = document.find({ keywords: ["甲方"] });
  await document.close();
  await finding.catch((why) => assert.equal(why.code, "usage"));
});

test("a short call need not wait for a long search", async () => {
  const document = await client.open(contract());
  const order = [];
  const long = document.find({ keywords: Array.from({ length: 50 }, (_, i) => `第${i}`), explain: true }).then(() => order.push("find"));
  const short = client.convert({ size: "10x10", from: "points", to: "user", x: 0, y: 0 }).then(() => order.push("convert"));
  await Promise.all([long, short]);
  assert.equal(order.length, 2);
  await document.close();
});

test("what is asked of a Worker that was ended fails", async () => {
  const { port1, port2 } = new MessageChannel();
  serve(port1);
  const other = Client.start({ worker: port2 });
  const opening = other.open(contract());
  other.terminate();
  assert.equal((await errorOf(() => opening)).code, "usage");
  assert.equal((await errorOf(() => other.open(contract()))).code, "usage");
  port1.close();
});
