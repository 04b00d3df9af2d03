// The real engine: our WASM in a Worker, by the npm package's own client. Types are the package's; this file only fits its
// answers to the narrow interface.

import { Client, type RemoteDocument } from "signplace/client";
import type { PageInfo } from "../model/types";
import type { Engine, Imported, Platform } from "./engine";

export async function startEngine(): Promise<Engine> {
  const client = Client.start();
  // Fails here, and not at the first file, where WebAssembly is missing.
  await client.convert({ size: "100x100", from: "points", to: "normalized", x: 0, y: 0 });
  let document: RemoteDocument | null = null;
  const open = (): RemoteDocument => {
    if (!document) throw new Error("no document is open");
    return document;
  };
  return {
    async open(bytes, password) {
      const opened = await client.open(bytes, { password, transfer: true });
      try {
        const { pages, warnings } = await opened.pages();
        const before = document;
        document = opened;
        void before?.close().catch(() => {});
        return { pageCount: opened.pageCount, pages: pages as PageInfo[], warnings };
      } catch (error) {
        void opened.close().catch(() => {});
        throw error;
      }
    },
    find: (keywords, match, pages) => open().find({ keywords, match, ...(pages ? { pages } : {}) }),
    fields: () => open().fields(),
    place: (plan) => open().place(JSON.stringify(plan)),
    convert: async (request) => (await open().convert(request)).output,
    platforms: () => Promise.resolve<Platform[]>([]),
    export: () => Promise.resolve(""),
    import: () => Promise.resolve<Imported[]>([]),
  };
}
