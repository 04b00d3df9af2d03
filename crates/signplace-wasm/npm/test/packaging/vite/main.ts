// A fresh project, for Vite and for webpack: the library on the page and in a Worker, which must agree, both modules. The title says how it went.
import init, { Document, SignplaceError } from "signplace";
import type { Found } from "signplace";
import { Client } from "signplace/client";
import initPapers, { suggest } from "signplace/papers";

const fetched = async (): Promise<Uint8Array> => new Uint8Array(await (await fetch("contract.pdf")).arrayBuffer());

async function run(): Promise<string> {
  const bytes = await fetched();
  await init();
  const here = Document.open(bytes);
  const found: Found = here.find({ keywords: ["甲方"] });
  here.free();
  const client = Client.start();
  const there = await client.open(bytes, { transfer: true });
  let done = 0;
  const answer = await there.find({ keywords: ["甲方"] }, { onProgress: (progress) => (done = progress.done) });
  const refused = await client.open(new Uint8Array(3)).catch((why: unknown) => why);
  const suggested = await client.suggest(await fetched());
  client.terminate();
  await initPapers();
  if (suggested.suggestions.length === 0 || JSON.stringify(suggest(await fetched())) !== JSON.stringify(suggested)) {
    throw new Error("papers answer otherwise in the Worker");
  }
  if (JSON.stringify(answer) !== JSON.stringify(found)) throw new Error("the Worker answers otherwise");
  if (done !== found.page_count) throw new Error(`progress ended at ${done}`);
  if (!(refused instanceof SignplaceError) || refused.code !== "not_a_pdf") throw new Error(`no refusal: ${String(refused)}`);
  return `ok: ${found.matches.length} matches`;
}

run().then(
  (text) => (document.title = text),
  (why: unknown) => (document.title = `failed: ${String(why)}`),
);
