/** The WebAssembly module: loading it, calling it, and beginning anew after a trap. */

import load, { __wbg_reset_state as reset, initSync as loadSync } from "./wasm/signplace.js";
import type { InitInput, InitOutput } from "./wasm/signplace.js";
import { places } from "./wasm/tables.js";

import { SignplaceError } from "./error.js";
import { caught, fromFile } from "./module.js";

/** Where the module comes from: its URL, a `Response`, its bytes, or a compiled `WebAssembly.Module`. */
export type WasmSource = InitInput | Promise<InitInput>;

/** Where the tables come from: their URL, a `Response`, or their bytes. */
export type TableSource = string | URL | Response | Uint8Array | ArrayBuffer;

/** Where both come from; each by default from the file beside this one. */
export interface Sources {
  wasm?: WasmSource | undefined;
  tables?: TableSource | undefined;
}

let exports: InitOutput | undefined;
let tables: Uint8Array | undefined;
let starting: Promise<void> | undefined;
let fetching: Promise<void> | undefined;
let life = 0;

/**
 * Loads the WebAssembly module and its tables, by default from the files beside this one, which Vite
 * and webpack find and copy; in Node they are read from the file system. Calling it again costs nothing.
 */
export default async function init(sources: Sources = {}): Promise<void> {
  await Promise.all([start(sources.wasm), complete(sources.tables)]);
}

/**
 * Loads the module alone, two thirds of it all: enough to open a document without a password, to convert, and for form
 * fields. What reads text needs {@link complete} too, and throws without it.
 */
export function start(source?: WasmSource): Promise<void> {
  starting ??= loadModule(source).catch((why: unknown) => {
    starting = undefined;
    throw why;
  });
  return starting;
}

/** Loads the tables: CMaps of East Asian fonts, names of glyphs, what folds to what, the properties of Unicode. */
export function complete(source?: TableSource): Promise<void> {
  fetching ??= loadTables(source).catch((why: unknown) => {
    fetching = undefined;
    throw why;
  });
  return fetching;
}

/** Loads both from their bytes, or from a compiled module, without waiting. */
export function initSync(sources: { wasm: BufferSource | WebAssembly.Module; tables: Uint8Array }): void {
  exports ??= loadSync({ module: sources.wasm });
  useTables(sources.tables);
}

async function loadModule(source?: WasmSource): Promise<void> {
  const url = new URL("./wasm/signplace_bg.wasm", import.meta.url);
  exports ??= await load({ module_or_path: source ?? fromFile(url) ?? url });
  putTables();
}

async function loadTables(source?: TableSource): Promise<void> {
  const url = new URL("./wasm/tables.bin", import.meta.url);
  useTables(await bytesOf(source ?? fromFile(url) ?? url));
}

async function bytesOf(source: TableSource): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  const response = source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new SignplaceError({ code: "io", message: `The tables could not be loaded: ${response.status}.` });
  return new Uint8Array(await response.arrayBuffer());
}

function useTables(bytes: Uint8Array): void {
  const size = places.reduce((sum, [, size]) => sum + size, 0);
  if (bytes.length !== size) {
    throw new SignplaceError({ code: "io", message: `The tables have ${bytes.length} bytes in place of ${size}.` });
  }
  tables = bytes;
  putTables();
}

/** The tables lie in the module's memory where its build cut them out. */
function putTables(): void {
  if (exports === undefined || tables === undefined) return;
  const memory = new Uint8Array(exports.memory.buffer);
  let at = 0;
  for (const [address, size] of places) {
    memory.set(tables.subarray(at, at + size), address);
    at += size;
  }
}

/** Counts the module's lives: what was made in an earlier one is lost. */
export function currentLife(): number {
  return life;
}

/** Calls the module. What it throws becomes a {@link SignplaceError}. */
export function call<T>(needs: "module" | "text", work: () => T): T {
  if (exports === undefined || (needs === "text" && tables === undefined)) {
    throw new SignplaceError({
      code: "usage",
      message: `The WebAssembly module is not loaded yet${exports === undefined ? "" : ": its tables are missing"}.`,
      hint: "Call and await init() first.",
    });
  }
  try {
    return work();
  } catch (thrown) {
    throw caught(thrown, beginAnew, " Other open documents must be opened again.");
  }
}

/** The module begins a new life, and documents of the old one must be opened again. */
function beginAnew(): void {
  life += 1;
  reset();
  // Called again, it hands out what is loaded: the new instance.
  exports = loadSync(undefined as never);
  putTables();
}
