// What the tests share: the package as it was built, and the example documents.
import { readFileSync } from "node:fs";

export * from "../dist/index.js";
export { default as init } from "../dist/index.js";

const root = new URL("../../../../", import.meta.url);

/** The bytes of a file of the repository. */
export const file = (path) => new Uint8Array(readFileSync(new URL(path, root)));

/** The contract that the README shows. */
export const contract = () => file("examples/contract-zh.pdf");

/** The error that `work` throws or rejects with, as its code and path. */
export async function errorOf(work) {
  try {
    await work();
  } catch (why) {
    return why;
  }
  throw new Error("nothing was thrown");
}
