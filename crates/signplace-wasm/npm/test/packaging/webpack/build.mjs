// Nothing but an entry: the package needs no loader and no rule.
import { copyFileSync } from "node:fs";
import { resolve } from "node:path";
import webpack from "webpack";

webpack({ mode: "production", entry: "./main.js", context: resolve("."), performance: { hints: false } }, (failed, stats) => {
  if (failed ?? stats.hasErrors()) {
    console.error(failed ?? stats.toString());
    process.exit(1);
  }
  copyFileSync("index.html", "dist/index.html");
});
