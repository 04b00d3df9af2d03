/** An open document: each question as an object in and an object out. */

import { RawDocument, convert as rawConvert } from "./wasm/signplace.js";
import type { RawSearch } from "./wasm/signplace.js";

import { call, currentLife } from "./engine.js";
import { SignplaceError } from "./error.js";
import type {
  Conversion, ConvertRequest, ConvertSizeRequest, Fields, FieldsRequest, FindRequest, Found, Pages, PagesRequest, Placed,
  Plan, Progress,
} from "./types.js";

/** A PDF's bytes. */
export type Bytes = Uint8Array | ArrayBuffer;

/** How to open a document. */
export interface DocumentOptions {
  /** The user's password or the owner's; without one the empty password is tried. */
  password?: string | undefined;
}

/**
 * Frees what nobody freed, when the garbage collector meets it. It is no substitute for `free`: the collector does not
 * know how large a document is.
 */
class Owned<T extends { free(): void }> {
  #raw: T | undefined;
  readonly #life = currentLife();

  constructor(raw: T) {
    this.#raw = raw;
  }

  get(): T {
    if (this.#raw === undefined) {
      throw new SignplaceError({ code: "usage", message: "It was freed.", hint: "Open the document again." });
    }
    if (this.#life !== currentLife()) {
      throw new SignplaceError({
        code: "usage",
        message: "It was lost when the WebAssembly module began anew.",
        hint: "Open the document again.",
      });
    }
    return this.#raw;
  }

  free(): void {
    const raw = this.#raw;
    this.#raw = undefined;
    if (raw !== undefined && this.#life === currentLife()) raw.free();
  }
}

/** The raw document of an open one; nothing of anything else. */
export let rawOf: (document: Document) => Owned<RawDocument> | undefined;

/**
 * An open PDF. It lies in WebAssembly's memory until {@link Document.free} is called, or the block of its `using` is
 * left.
 */
export class Document implements Disposable {
  readonly #raw: Owned<RawDocument>;
  /** The number of pages; at least 1. */
  readonly pageCount: number;

  static {
    rawOf = (document) => (#raw in document ? document.#raw : undefined);
  }

  private constructor(raw: RawDocument) {
    this.#raw = new Owned(raw);
    this.pageCount = raw.page_count;
  }

  /**
   * Opens a PDF; its bytes are copied.
   *
   * Throws a {@link SignplaceError} with `empty_file`, `not_a_pdf`, `damaged`, `password_required`, `password_wrong`,
   * `encryption_unsupported`, `limit_file_size`, `limit_decompressed` or `limit_pages`.
   */
  static open(bytes: Bytes, options: DocumentOptions = {}): Document {
    const array = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    // Passwords are normalized as text is.
    const needs = options.password === undefined ? "module" : "text";
    return call(needs, () => new Document(new RawDocument(array, options.password)));
  }

  /** Every occurrence of some keywords. One that is not there is no error: its count is 0. */
  find(request: FindRequest): Found {
    return this.#ask("find", request) as Found;
  }

  /** The same page by page, for whoever wants to show how far it is, or to stop. */
  search(request: FindRequest): Search {
    return new Search(call("text", () => this.#raw.get().search(JSON.stringify(request))));
  }

  /** The form fields. */
  fields(request: FieldsRequest = {}): Fields {
    return this.#ask("fields", request) as Fields;
  }

  /** Sizes, boxes, rotation, unit and paper of the pages, and whether their text can be trusted. */
  pages(request: PagesRequest = {}): Pages {
    return this.#ask("pages", request) as Pages;
  }

  /** A point or a rectangle on a page, from one space to another. */
  convert(request: ConvertRequest): Conversion {
    return this.#ask("convert", request) as Conversion;
  }

  /**
   * Where the placements of a plan go; the plan as an object, or as its JSON text.
   *
   * Throws `keyword_not_found`, `occurrence_out_of_range`, `field_not_found`, `page_out_of_range`, `invalid_value` or
   * `unknown_key`, with the `path` into the plan.
   */
  place(plan: Plan | string): Placed {
    return JSON.parse(this.placeText(typeof plan === "string" ? plan : JSON.stringify(plan))) as Placed;
  }

  /** The JSON text of `place`, to the byte what the command prints, without `file`; so of a plan's JSON text. */
  placeText(plan: string): string {
    return call("text", () => this.#raw.get().place(plan));
  }

  /** The JSON text of any other answer, to the byte what the command prints, without `file`; so of a request's JSON text. */
  askText(op: "find" | "fields" | "pages" | "convert", request: string): string {
    return call(op === "find" || op === "pages" ? "text" : "module", () => this.#raw.get().ask(op, request));
  }

  /** Gives the memory back. The document cannot be asked any more. */
  free(): void {
    this.#raw.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  #ask(op: "find" | "fields" | "pages" | "convert", request: object): unknown {
    return JSON.parse(this.askText(op, JSON.stringify(request)));
  }
}

/** A `find` that is under way. */
export class Search implements Disposable {
  readonly #raw: Owned<RawSearch>;

  /** @internal */
  constructor(raw: RawSearch) {
    this.#raw = new Owned(raw);
  }

  /** Searches the next page and says how far it is; `undefined` when all pages are done. */
  nextPage(): Progress | undefined {
    const text = call("text", () => this.#raw.get().next_page());
    return text === undefined ? undefined : (JSON.parse(text) as Progress);
  }

  /** Searches what is left, answers, and is over. */
  finish(): Found {
    try {
      return JSON.parse(call("text", () => this.#raw.get().finish())) as Found;
    } finally {
      this.free();
    }
  }

  /** Gives the memory back, answered or not. */
  free(): void {
    this.#raw.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }
}

/** A point or a rectangle on an upright page that is known by its size alone. */
export function convert(request: ConvertSizeRequest): Conversion {
  return JSON.parse(call("module", () => rawConvert(JSON.stringify(request)))) as Conversion;
}
