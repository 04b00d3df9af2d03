// End to end: a browser, one file after the other, with time to draw.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: [process.env.SCREENSHOTS ? "e2e/screenshots.ts" : "e2e/**/*.e2e.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A machine that others use too takes its time; what is right comes at once all the same.
    expect: { poll: { timeout: 20_000 } },
  },
});
