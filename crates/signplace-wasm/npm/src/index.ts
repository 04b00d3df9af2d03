/**
 * Where on this PDF does the signature go?
 *
 * ```js
 * import init, { Document } from "signplace";
 *
 * await init();
 * using document = Document.open(bytes);
 * const { matches } = document.find({ keywords: ["甲方（盖章）"] });
 * ```
 *
 * Everything here runs where it is called, and blocks there; `signplace/client` runs the same in a Worker.
 *
 * @module
 */

export { complete, default, initSync, start } from "./engine.js";
export type { Sources, TableSource, WasmSource } from "./engine.js";
export { convert, Document, Search } from "./document.js";
export type { Bytes, DocumentOptions } from "./document.js";
export { check, resolve, translate } from "./flow.js";
export type { Pdfs, Resolution } from "./flow.js";
export { SignplaceError } from "./error.js";
export type * from "./types.js";
