// Writes the service worker: its own code (src/offline/sw.js) and the list of what the build consists of, named for its
// content, so that a new build is a new worker.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";

export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const hash = createHash("sha256");
        const files = new Set(["./"]);
        for (const [name, file] of Object.entries(bundle)) {
          hash.update(name).update(file.type === "chunk" ? file.code : file.source);
          if (name !== "index.html" && !name.endsWith(".map")) files.add(name);
        }
        for (const name of readdirSync("public")) files.add(name);
        // Wanted offline too, but not by everybody who opens a PDF: pdf.js's data, and the engine's second module.
        const waits = (name: string) => name.startsWith("pdfjs/") || /papers/.test(name);
        const first = [...files].filter((name) => !waits(name)).sort();
        const later = [...files].filter(waits).sort();
        const version = hash.digest("hex").slice(0, 16);
        const source = readFileSync(new URL("../src/offline/sw.js", import.meta.url), "utf8")
          .replace("__VERSION__", version)
          .replace("__FIRST__", JSON.stringify(first))
          .replace("__LATER__", JSON.stringify(later));
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}
