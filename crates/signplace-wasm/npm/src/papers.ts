/**
 * What is made of a PDF and a plan: suggestions, a report, a copy with the boxes, a PDF with form fields.
 *
 * ```js
 * import init, { prepare, suggest } from "signplace/papers";
 *
 * await init();
 * const { suggestions } = suggest(bytes);
 * const plan = { version: 1, placements: suggestions.map((one) => one.placement) };
 * const { bytes: prepared } = prepare(bytes, plan);
 * ```
 *
 * It is a WebAssembly module of its own, so that a page that only looks for keywords need not load it. Each call opens its
 * document and lets it go. Everything here blocks; `signplace/client` has the same in a Worker.
 *
 * @module
 */

import load, {
  __wbg_reset_state as reset, annotated as rawAnnotated, initSync as loadSync, overlays as rawOverlays, prepare as rawPrepare,
  report as rawReport, suggest as rawSuggest,
} from "./wasm/signplace_papers.js";
import type { InitInput, RawFile } from "./wasm/signplace_papers.js";

import { SignplaceError } from "./error.js";
import { caught, fromFile } from "./module.js";
import type {
  Annotated, Overlays, Plan, Prepared, PrepareRequest, PreviewRequest, Suggestions, SuggestRequest,
} from "./types.js";

export { SignplaceError } from "./error.js";
export type * from "./types.js";

/** Where the module comes from: its URL, a `Response`, its bytes, or a compiled `WebAssembly.Module`. */
export type PapersSource = InitInput | Promise<InitInput>;

/** A PDF's bytes. They are copied. */
export type Bytes = Uint8Array | ArrayBuffer;

/** How to open the document. */
export interface FileOptions {
  /** The user's password or the owner's; without one the empty password is tried. */
  password?: string | undefined;
}

/** What `report` may have. */
export interface ReportOptions extends FileOptions {
  /** PNGs of the first of the pages shown, in their order and without the boxes. */
  pictures?: readonly Uint8Array[] | undefined;
}

/** A PDF that was made, and what is told of it. */
export type Made<T> = T & { bytes: Uint8Array };

let ready = false;
let starting: Promise<void> | undefined;

/** Loads the module, by default from the file beside this one. Calling it again costs nothing. */
export default function init(source?: PapersSource): Promise<void> {
  starting ??= loadModule(source).catch((why: unknown) => {
    starting = undefined;
    throw why;
  });
  return starting;
}

/** Loads it from its bytes, or from a compiled module, without waiting. */
export function initSync(source: BufferSource | WebAssembly.Module): void {
  if (!ready) loadSync({ module: source });
  ready = true;
}

async function loadModule(source?: PapersSource): Promise<void> {
  if (ready) return;
  const url = new URL("./wasm/signplace_papers_bg.wasm", import.meta.url);
  await load({ module_or_path: source ?? fromFile(url) ?? url });
  ready = true;
}

/**
 * Likely places to sign, read from the document itself, each with its reason, how sure it is, and the control of a plan that
 * places it there.
 *
 * Throws a {@link SignplaceError} as `Document.open` does, or with `page_out_of_range` or `invalid_value`.
 */
export function suggest(bytes: Bytes, request: SuggestRequest = {}, { password }: FileOptions = {}): Suggestions {
  return JSON.parse(suggestText(bytes, JSON.stringify(request), { password })) as Suggestions;
}

/** The JSON text of `suggest`, to the byte what the command prints, without `file`; so of a request's JSON text. */
export function suggestText(bytes: Bytes, request: string, { password }: FileOptions = {}): string {
  return call(() => rawSuggest(asArray(bytes), password, request));
}

/**
 * A plan as one HTML file that opens without a network: its pages, a table of its placements in all coordinates, warnings.
 *
 * Throws as `Document.open` and `Document.place`.
 */
export function report(bytes: Bytes, plan: Plan | string, request: PreviewRequest = {}, options: ReportOptions = {}): string {
  const { password, pictures = [] } = options;
  const sizes = Uint32Array.from(pictures, (one) => one.length);
  const all = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const one of pictures) {
    all.set(one, at);
    at += one.length;
  }
  return call(() => rawReport(asArray(bytes), password, asText(plan), JSON.stringify(request), all, sizes));
}

/** A transparent SVG for each page, to be laid over it. Throws as {@link report}. */
export function overlays(bytes: Bytes, plan: Plan | string, request: PreviewRequest = {}, { password }: FileOptions = {}): Overlays {
  return JSON.parse(call(() => rawOverlays(asArray(bytes), password, asText(plan), JSON.stringify(request)))) as Overlays;
}

/**
 * A copy of the PDF with a plan's boxes as annotations, behind the original's bytes.
 *
 * Throws as {@link report}, and with `encryption_unsupported`, `change_forbidden` or `damaged` where nothing can be added.
 */
export function annotated(bytes: Bytes, plan: Plan | string, request: PreviewRequest = {}, { password }: FileOptions = {}): Made<Annotated> {
  return made(() => rawAnnotated(asArray(bytes), password, asText(plan), JSON.stringify(request)));
}

/**
 * The PDF with a plan's placements as form fields, behind the original's bytes: signatures in it stay valid.
 *
 * Throws as {@link annotated}, and with `field_exists` where a name is taken.
 */
export function prepare(bytes: Bytes, plan: Plan | string, request: PrepareRequest = {}, { password }: FileOptions = {}): Made<Prepared> {
  return made(() => rawPrepare(asArray(bytes), password, asText(plan), JSON.stringify(request)));
}

function made<T extends object>(work: () => RawFile): Made<T> {
  return call(() => {
    const file = work();
    const told = JSON.parse(file.told) as T;
    return { ...told, bytes: file.into_bytes() };
  });
}

function call<T>(work: () => T): T {
  if (!ready) {
    throw new SignplaceError({ code: "usage", message: "The WebAssembly module is not loaded yet.", hint: "Call and await init() first." });
  }
  try {
    return work();
  } catch (thrown) {
    throw caught(thrown, () => {
      reset();
      loadSync(undefined as never);
    });
  }
}

function asArray(bytes: Bytes): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
}

function asText(plan: Plan | string): string {
  return typeof plan === "string" ? plan : JSON.stringify(plan);
}
