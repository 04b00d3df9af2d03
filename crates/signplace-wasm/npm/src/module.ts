/** What a WebAssembly module needs around it: its bytes in Node, and its errors. */

import { SignplaceError } from "./error.js";
import type { ErrorBody } from "./types.js";

/** In Node, `fetch` does not read files: the file's bytes. Elsewhere nothing. */
export function fromFile(url: URL): Uint8Array<ArrayBuffer> | undefined {
  // Not by `import`, so that bundlers for the browser do not look for a module of that name.
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: "node:fs") => Files } };
  if (process?.getBuiltinModule === undefined || url.protocol !== "file:") return undefined;
  return process.getBuiltinModule("node:fs").readFileSync(url);
}

interface Files {
  readFileSync(url: URL): Uint8Array<ArrayBuffer>;
}

/**
 * What a call of a module threw, as it is to be thrown on. A trap leaves the module's memory as it was in the middle of the
 * work, so nothing in it can be trusted: `beginAnew` is called, and what the module held is lost.
 */
export function caught(thrown: unknown, beginAnew: () => void, lost = ""): unknown {
  if (typeof thrown === "string") return new SignplaceError(JSON.parse(thrown) as ErrorBody);
  if (!(thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError)) return thrown;
  beginAnew();
  return new SignplaceError(
    {
      code: "damaged",
      message: "The document is damaged, or too large for WebAssembly, in a way that its reader cannot cope with.",
      hint: `Open it in a PDF viewer and print it to a new PDF, then try that one.${lost}`,
    },
    { cause: thrown },
  );
}
