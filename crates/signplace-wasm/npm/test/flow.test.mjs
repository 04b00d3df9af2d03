// A platform's request and its PDFs.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Client } from "../dist/client.js";
import { serve } from "../dist/server.js";
import { check, contract, Document, errorOf, init, resolve, translate } from "./support.mjs";

before(() => init());

/** As text, with an id that no JavaScript number holds. */
const request = (keyword) => `{
  "Agent": { "Id": 2591540368898105360 },
  "FileIds": ["f1"],
  "FlowApprovers": [{ "ApproverType": "PERSON", "SignComponents": [
    { "ComponentType": "SIGN_SIGNATURE", "GenerateMode": "KEYWORD", "ComponentId": ${JSON.stringify(keyword)},
      "ComponentWidth": 119, "ComponentHeight": 43 }] }]
}`;

test("a request is resolved, and its numbers stay as written", () => {
  const document = Document.open(contract());
  const { request: text, report } = resolve(request("甲方"), { f1: document }, { platform: "tencent" });
  assert.ok(report.placements.length > 0, JSON.stringify(report.findings));
  assert.match(text, /2591540368898105360/);
  assert.match(text, /"ComponentPosX"/);
  assert.deepEqual(resolve(request("甲方"), document, { platform: "tencent" }).request, text);
});

test("a request that cannot be resolved has its error and its report", () => {
  const document = Document.open(contract());
  const { request: text, error, report } = resolve(request("没有这个词"), document, { platform: "tencent", lang: "zh" });
  assert.equal(text, undefined);
  assert.equal(typeof error.code, "string");
  assert.equal(report.ok, false);
  assert.equal(check(request("没有这个词"), document, { platform: "tencent" }).ok, false);
});

test("what is not a request is an error with its path", async () => {
  const document = Document.open(contract());
  assert.equal((await errorOf(() => resolve("{", document, { platform: "tencent" }))).code, "invalid_json");
  assert.equal((await errorOf(() => resolve("{}", document, { platform: "moon" }))).path, "/platform");
});

test("a Worker answers the same", async () => {
  const { port1, port2 } = new MessageChannel();
  serve(port1);
  const client = Client.start({ worker: port2 });
  const remote = await client.open(contract());
  const local = Document.open(contract());
  const options = { platform: "tencent" };
  assert.deepEqual(await client.resolve(request("甲方"), { f1: remote }, options), resolve(request("甲方"), { f1: local }, options));
  assert.deepEqual(await client.check(request("甲方"), remote, options), check(request("甲方"), local, options));
  const across = { from: "tencent", to: "qiyuesuo" };
  assert.deepEqual(await client.translate(request("甲方"), remote, across), translate(request("甲方"), local, across));
  client.terminate();
});
