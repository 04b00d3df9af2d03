/**
 * The same questions, answered in a Worker: no call blocks the page.
 *
 * ```js
 * import { Client } from "signplace/client";
 *
 * const client = Client.start();
 * const document = await client.open(await file.arrayBuffer());
 * const found = await document.find({ keywords: ["甲方（盖章）"] }, { onProgress: ({ done, of }) => show(done / of) });
 * ```
 *
 * @module
 */

import { SignplaceError } from "./error.js";
import type { Resolution } from "./flow.js";
import type { Calls, FromWorker, Method, Port, ToWorker } from "./rpc.js";
import type { Made } from "./papers.js";
import type {
  Annotated, Conversion, ConvertRequest, ConvertSizeRequest, Fields, FieldsRequest, FindRequest, Found, Overlays, Pages,
  PagesRequest, Placed, Plan, Prepared, PrepareRequest, PreviewRequest, Progress, Report, ResolveRequest, Suggestions,
  SuggestRequest, TranslateRequest,
} from "./types.js";

export { SignplaceError } from "./error.js";
export type { Resolution } from "./flow.js";
export type { Made } from "./papers.js";
export type { Port } from "./rpc.js";
export type * from "./types.js";

/** How to start the Worker. */
export interface ClientOptions {
  /** A Worker that runs `signplace/worker`, for whoever starts it otherwise; or a port to one. */
  worker?: Port;
  /** Where the WebAssembly module is, when it is not beside the Worker's script: its URL, or the compiled module. */
  wasm?: string | URL | WebAssembly.Module | undefined;
  /** Where the module's tables are, when they are not beside the Worker's script: their URL. */
  tables?: string | URL | undefined;
  /** Where the second module is, that of `signplace/papers`, when it is not beside the Worker's script. */
  papers?: string | URL | WebAssembly.Module | undefined;
}

/** What every call may have. */
export interface CallOptions {
  /** Stops waiting, and a `find` from going on; the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** What `find` may have. */
export interface FindOptions extends CallOptions {
  /** Told how far it is, a few times in a frame at most; always once after the last page. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** How to open a document. */
export interface OpenOptions extends CallOptions {
  /** The user's password or the owner's; without one the empty password is tried. */
  password?: string | undefined;
  /** Whether the bytes are moved to the Worker, and are lost to the caller; default false: they are copied. */
  transfer?: boolean | undefined;
}

/** A PDF's bytes. */
export type Bytes = Uint8Array | ArrayBuffer;

/** What calls may have that bring their document with them. */
export type FileOptions = OpenOptions;

/** What `report` may have. */
export interface ReportOptions extends FileOptions {
  /** PNGs of the first of the pages shown, in their order and without the boxes. */
  pictures?: readonly Uint8Array[] | undefined;
}

/** The PDFs of a platform's request: one for its only file, or one for each id that it names. */
export type RemotePdfs = RemoteDocument | Readonly<Record<string, RemoteDocument>>;

interface Waiting {
  resolve: (gives: never) => void;
  reject: (why: unknown) => void;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** A Worker that answers. */
export class Client implements Disposable {
  readonly #port: Port & { terminate?(): void; close?(): void };
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #failed: SignplaceError | undefined;

  private constructor(port: Port) {
    this.#port = port;
    port.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.#hear(data));
    port.start?.();
    const failing = port as unknown as EventTarget;
    failing.addEventListener("error", (event) => {
      const why = (event as ErrorEvent).message || "its script could not be loaded";
      this.#fail({ code: "io", message: `The Worker failed: ${why}.` });
    });
  }

  /** Starts a Worker. It loads WebAssembly when the first call comes. */
  static start({ worker, wasm, tables, papers }: ClientOptions = {}): Client {
    // Bundlers look for exactly this expression, and make a file of their own of the Worker.
    const client = new Client(worker ?? new Worker(new URL("./worker.js", import.meta.url), { type: "module" }));
    if (wasm !== undefined || tables !== undefined || papers !== undefined) {
      const absolute = (url: string | URL | undefined): string | undefined =>
        url === undefined ? undefined : new URL(url, globalThis.location?.href).href;
      const module = (one: string | URL | WebAssembly.Module | undefined): string | WebAssembly.Module | undefined =>
        one instanceof WebAssembly.Module ? one : absolute(one);
      const sources = { wasm: module(wasm), tables: absolute(tables), papers: module(papers) };
      client.call("init", sources).catch(() => undefined);
    }
    return client;
  }

  /** Opens a PDF; see {@link RemoteDocument}. Fails as `Document.open` throws. */
  async open(bytes: Bytes, options: OpenOptions = {}): Promise<RemoteDocument> {
    const array = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    const transfer = options.transfer === true ? [array.buffer as ArrayBuffer] : [];
    const opening = this.call("open", { bytes: array, password: options.password }, {}, transfer);
    try {
      const { document, pageCount } = await abortable(opening, options.signal);
      return new RemoteDocument(this, document, pageCount);
    } catch (why) {
      if (options.signal?.aborted === true) {
        // It may be opened all the same, for nobody.
        opening.then(({ document }) => this.call("close", { document })).catch(() => undefined);
      }
      throw why;
    }
  }

  /** A point or a rectangle on an upright page that is known by its size alone. */
  convert(request: ConvertSizeRequest, options: CallOptions = {}): Promise<Conversion> {
    return this.call("convertSize", { request }, options);
  }

  /** A platform's request, as JSON text, with every position made absolute. */
  resolve(request: string, pdfs: RemotePdfs, options: ResolveRequest, { signal }: CallOptions = {}): Promise<Resolution> {
    return this.call("resolve", { documents: numbersOf(pdfs), request, options }, { signal });
  }

  /** The positions of a platform's request as the part of another platform's. */
  translate(request: string, pdfs: RemotePdfs, options: TranslateRequest, { signal }: CallOptions = {}): Promise<Resolution> {
    return this.call("translate", { documents: numbersOf(pdfs), request, options }, { signal });
  }

  /** What is wrong with a platform's request as it is, and where its controls land. */
  check(request: string, pdfs: RemotePdfs, options: ResolveRequest, { signal }: CallOptions = {}): Promise<Report> {
    return this.call("check", { documents: numbersOf(pdfs), request, options }, { signal });
  }

  /** Likely places to sign, each with a placement for a plan. The second module is fetched with the first of these calls. */
  suggest(bytes: Bytes, request: SuggestRequest = {}, options: FileOptions = {}): Promise<Suggestions> {
    return this.#about("suggest", bytes, { request }, options);
  }

  /** A plan as one HTML file: pages, a table of its placements, warnings. */
  report(bytes: Bytes, plan: Plan | string, request: PreviewRequest = {}, options: ReportOptions = {}): Promise<string> {
    return this.#about("report", bytes, { plan, request, pictures: options.pictures ?? [] }, options);
  }

  /** A transparent SVG for each page, to be laid over it. */
  overlays(bytes: Bytes, plan: Plan | string, request: PreviewRequest = {}, options: FileOptions = {}): Promise<Overlays> {
    return this.#about("overlays", bytes, { plan, request }, options);
  }

  /** A copy of the PDF with a plan's boxes as annotations. */
  annotated(bytes: Bytes, plan: Plan | string, request: PreviewRequest = {}, options: FileOptions = {}): Promise<Made<Annotated>> {
    return this.#about("annotated", bytes, { plan, request }, options);
  }

  /** The PDF with a plan's placements as form fields. */
  prepare(bytes: Bytes, plan: Plan | string, request: PrepareRequest = {}, options: FileOptions = {}): Promise<Made<Prepared>> {
    return this.#about("prepare", bytes, { plan, request }, options);
  }

  /** A call that brings its document with it. */
  #about<M extends "suggest" | "report" | "overlays" | "annotated" | "prepare">(
    method: M,
    bytes: Bytes,
    asked: Omit<Calls[M]["takes"], "bytes" | "password">,
    { password, signal, transfer }: FileOptions,
  ): Promise<Calls[M]["gives"]> {
    const array = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    const takes = { ...asked, bytes: array, password } as unknown as Calls[M]["takes"];
    return this.call(method, takes, { signal }, transfer === true ? [array.buffer as ArrayBuffer] : []);
  }

  /** Ends the Worker at once, whatever it does; what is still waited for fails. */
  terminate(): void {
    (this.#port.terminate ?? this.#port.close)?.call(this.#port);
    this.#fail({ code: "usage", message: "The Worker was ended." });
  }

  [Symbol.dispose](): void {
    this.terminate();
  }

  /** @internal */
  call<M extends Method>(
    method: M,
    takes: Calls[M]["takes"],
    { signal, onProgress }: FindOptions = {},
    transfer: Transferable[] = [],
  ): Promise<Calls[M]["gives"]> {
    const id = ++this.#last;
    const answered = new Promise<Calls[M]["gives"]>((resolve, reject) => {
      if (this.#failed !== undefined) throw this.#failed;
      signal?.throwIfAborted();
      this.#port.postMessage({ id, method, takes } as ToWorker, transfer);
      this.#waiting.set(id, { resolve, reject, onProgress });
    });
    const cancel = (): void => {
      if (this.#waiting.delete(id)) this.#port.postMessage({ cancel: id } satisfies ToWorker);
    };
    return abortable(answered, signal, cancel);
  }

  #hear(said: FromWorker): void {
    const waiting = this.#waiting.get(said.id);
    if (waiting === undefined) return;
    if ("progress" in said) {
      waiting.onProgress?.(said.progress);
      return;
    }
    this.#waiting.delete(said.id);
    if ("error" in said) waiting.reject(new SignplaceError(said.error));
    else waiting.resolve(said.gives as never);
  }

  #fail(why: { code: "io" | "usage"; message: string }): void {
    this.#failed ??= new SignplaceError({ ...why, hint: "Start another one." });
    for (const { reject } of this.#waiting.values()) reject(this.#failed);
    this.#waiting.clear();
  }
}

/** A PDF that is open in the Worker, until it is closed. */
export class RemoteDocument implements AsyncDisposable {
  readonly #client: Client;
  /** @internal */
  readonly number: number;
  /** The number of pages; at least 1. */
  readonly pageCount: number;

  /** @internal */
  constructor(client: Client, document: number, pageCount: number) {
    this.#client = client;
    this.number = document;
    this.pageCount = pageCount;
  }

  /** Every occurrence of some keywords. One that is not there is no error: its count is 0. */
  find(request: FindRequest, options: FindOptions = {}): Promise<Found> {
    return this.#client.call("find", { document: this.number, request }, options);
  }

  /** The form fields. */
  fields(request: FieldsRequest = {}, options: CallOptions = {}): Promise<Fields> {
    return this.#client.call("fields", { document: this.number, request }, options);
  }

  /** Sizes, boxes, rotation, unit and paper of the pages, and whether their text can be trusted. */
  pages(request: PagesRequest = {}, options: CallOptions = {}): Promise<Pages> {
    return this.#client.call("pages", { document: this.number, request }, options);
  }

  /** A point or a rectangle on a page, from one space to another. */
  convert(request: ConvertRequest, options: CallOptions = {}): Promise<Conversion> {
    return this.#client.call("convert", { document: this.number, request }, options);
  }

  /** Where the placements of a plan go; the plan as an object, or as its JSON text. */
  place(plan: Plan | string, options: CallOptions = {}): Promise<Placed> {
    return this.#client.call("place", { document: this.number, plan }, options);
  }

  /** Gives the Worker's memory back. */
  async close(): Promise<void> {
    await this.#client.call("close", { document: this.number });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function numbersOf(pdfs: RemotePdfs): number | Record<string, number> {
  if (pdfs instanceof RemoteDocument) return pdfs.number;
  return Object.fromEntries(Object.entries(pdfs).map(([id, document]) => [id, document.number]));
}

/** The promise, unless the signal comes first. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined, cancel?: () => void): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      cancel?.();
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
