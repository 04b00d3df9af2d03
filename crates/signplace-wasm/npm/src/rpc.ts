/** What client and Worker say to each other. */

import type {
  Annotated, Conversion, ConvertRequest, ConvertSizeRequest, ErrorBody, Fields, FieldsRequest, FindRequest, Found, Overlays,
  Pages, PagesRequest, Placed, Plan, Prepared, PrepareRequest, PreviewRequest, Progress, Report, ResolveRequest, Suggestions,
  SuggestRequest, TranslateRequest,
} from "./types.js";
import type { Resolution } from "./flow.js";
import type { Made } from "./papers.js";

/** Every call: what it takes, and what it answers. `document` is the number that `open` gave. */
export interface Calls {
  /** Comes first, where it comes. */
  init: { takes: Sources; gives: null };
  open: { takes: { bytes: Uint8Array; password?: string | undefined }; gives: { document: number; pageCount: number } };
  close: { takes: { document: number }; gives: null };
  find: { takes: { document: number; request: FindRequest }; gives: Found };
  fields: { takes: { document: number; request: FieldsRequest }; gives: Fields };
  pages: { takes: { document: number; request: PagesRequest }; gives: Pages };
  convert: { takes: { document: number; request: ConvertRequest }; gives: Conversion };
  convertSize: { takes: { request: ConvertSizeRequest }; gives: Conversion };
  /** `documents` by the ids of the request's files; without an id the only file's. */
  resolve: { takes: { documents: number | Record<string, number>; request: string; options: ResolveRequest }; gives: Resolution };
  translate: { takes: { documents: number | Record<string, number>; request: string; options: TranslateRequest }; gives: Resolution };
  check: { takes: { documents: number | Record<string, number>; request: string; options: ResolveRequest }; gives: Report };
  place: { takes: { document: number; plan: Plan | string }; gives: Placed };
  suggest: { takes: File & { request: SuggestRequest }; gives: Suggestions };
  report: { takes: File & { plan: Plan | string; request: PreviewRequest; pictures: readonly Uint8Array[] }; gives: string };
  overlays: { takes: File & { plan: Plan | string; request: PreviewRequest }; gives: Overlays };
  annotated: { takes: File & { plan: Plan | string; request: PreviewRequest }; gives: Made<Annotated> };
  prepare: { takes: File & { plan: Plan | string; request: PrepareRequest }; gives: Made<Prepared> };
}

/** Where the modules and the tables are, when they are not beside the Worker. */
export interface Sources {
  wasm?: string | WebAssembly.Module | undefined;
  tables?: string | undefined;
  papers?: string | WebAssembly.Module | undefined;
}

/** A document that a call opens for itself. */
interface File {
  bytes: Uint8Array;
  password?: string | undefined;
}

export type Method = keyof Calls;

/** To the Worker: a call, or that nobody waits for one any more. */
export type ToWorker = { [M in Method]: { id: number; method: M; takes: Calls[M]["takes"] } }[Method] | { cancel: number };

/** From the Worker: how far a call is, or its end. */
export type FromWorker =
  | { id: number; progress: Progress }
  | { id: number; gives: unknown }
  | { id: number; error: ErrorBody };

/** A Worker, a Worker's global scope, or a `MessagePort`. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  /** `MessagePort` alone. */
  start?(): void;
}
