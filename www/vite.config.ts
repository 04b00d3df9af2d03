// The build: our sources, pdf.js's data beside them, and a list of everything for the service worker. Nothing is fetched
// from anywhere else, neither here nor at run time.

import { defineConfig } from "vite";
import { offline } from "./scripts/offline.ts";
import { pdfjsData } from "./scripts/pdfjs-data.ts";

export default defineConfig({
  base: "./",
  plugins: [pdfjsData(), offline()],
  worker: { format: "es" },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1500 },
  // Its Worker and its module lie beside its own script: pre-bundling would move it away from them.
  optimizeDeps: { exclude: ["signplace"] },
  server: { fs: { allow: [".."] } },
});
