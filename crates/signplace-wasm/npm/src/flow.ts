/** A platform's request, as JSON text because its numbers may be larger than JavaScript's, and its PDFs. */

import { RawFiles } from "./wasm/signplace.js";

import { rawOf } from "./document.js";
import type { Document } from "./document.js";
import { call } from "./engine.js";
import type { ErrorBody, Report, ResolveRequest, TranslateRequest } from "./types.js";

/** The PDFs of a request: one for its only file, or one for each id that it names. */
export type Pdfs = Document | Readonly<Record<string, Document>>;

/** What came of a request. */
export interface Resolution {
  /** The JSON text to send, with every position absolute; absent where it cannot be resolved. */
  request?: string;
  /** Why it cannot be resolved. */
  error?: ErrorBody;
  /** What lands where, and what is wrong. */
  report: Report;
}

/** A platform's request with every keyword, field and relative position made absolute. */
export function resolve(request: string, pdfs: Pdfs, options: ResolveRequest): Resolution {
  return JSON.parse(withFiles(pdfs, (files) => files.resolve("resolve", JSON.stringify(options), request))) as Resolution;
}

/** The positions of a platform's request as the part of another platform's. */
export function translate(request: string, pdfs: Pdfs, options: TranslateRequest): Resolution {
  return JSON.parse(withFiles(pdfs, (files) => files.resolve("translate", JSON.stringify(options), request))) as Resolution;
}

/** What is wrong with a platform's request as it is, and where its controls land. */
export function check(request: string, pdfs: Pdfs, options: ResolveRequest): Report {
  return JSON.parse(withFiles(pdfs, (files) => files.check(JSON.stringify(options), request))) as Report;
}

function withFiles(pdfs: Pdfs, work: (files: RawFiles) => string): string {
  const given = rawOf(pdfs as Document);
  const named = given === undefined ? Object.entries(pdfs as Record<string, Document>) : [];
  return call("text", () => {
    const files = new RawFiles();
    if (given !== undefined) files.add(undefined, given.get());
    for (const [id, document] of named) files.add(id, rawOf(document)?.get() as never);
    const told = work(files);
    files.free();
    return told;
  });
}
