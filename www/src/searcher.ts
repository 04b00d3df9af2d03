// A search that goes on beside everything else: a few pages at a time, so that other questions are answered in between and
// what is found is seen at once.

import { NO_SEARCH, type App } from "./app";
import type { Match, MatchMode, Warning } from "./engine/engine";

/** A slice of the search takes about this long, in milliseconds. */
const SLICE = 40;
/** An answer holds about so many matches at most: the page takes them over between two frames. */
const MATCHES = 300;
/** Milliseconds between two looks at what was found. */
const SHOW = 250;

export class Searcher {
  private run_ = 0;

  constructor(private readonly app: App) {}

  clear(): void {
    this.run_ += 1;
    this.app.search.set({ ...NO_SEARCH, match: this.app.search.value.match });
  }

  stop(): void {
    this.run_ += 1;
    this.app.search.update({ running: false });
  }

  mode(match: MatchMode): void {
    const { keywords } = this.app.search.value;
    this.app.search.update({ match });
    if (keywords.length > 0) void this.search(keywords);
  }

  run(text: string): Promise<void> {
    const keywords = [...new Set(text.split(/[,，\n]/).map((one) => one.trim()).filter((one) => one !== ""))];
    if (keywords.length === 0) {
      this.clear();
      return Promise.resolve();
    }
    return this.search(keywords);
  }

  private async search(keywords: string[]): Promise<void> {
    const run = (this.run_ += 1);
    const { app } = this;
    const { match } = app.search.value;
    const total = app.model.value.pages.length;
    app.search.set({ ...NO_SEARCH, keywords, match, running: true });
    const counts = new Map<string, number>();
    const found = new Map<string, Match[]>(keywords.map((keyword) => [keyword, []]));
    const warnings: Warning[] = [];
    const failed: number[] = [];
    let [step, fresh, shown] = [1, false, 0];
    for (let page = 1; page <= total; ) {
      const last = Math.min(total, page + step - 1);
      const started = performance.now();
      let answer: Awaited<ReturnType<typeof app.engine.find>>;
      try {
        answer = await app.engine.find(keywords, match, `${page}-${last}`);
      } catch {
        if (run !== this.run_) return;
        // One page alone may be to blame: the others are searched one by one.
        if (last > page) {
          step = 1;
          continue;
        }
        failed.push(page);
        answer = { matches: [], warnings: [] };
      }
      if (run !== this.run_) return;
      // Occurrences are counted over the document; pages come in order, so each slice counts on from the last.
      for (const one of answer.matches) {
        const index = (counts.get(one.keyword) ?? 0) + 1;
        counts.set(one.keyword, index);
        found.get(one.keyword)?.push({ ...one, index });
      }
      if (answer.matches.length > 0) fresh = true;
      warnings.push(...answer.warnings);
      // Found things are shown a few times a second: every look at them costs more than finding them.
      if (fresh && (performance.now() - shown > SHOW || last === total)) {
        fresh = false;
        shown = performance.now();
        app.search.update({ searched: last, matches: [...found.values()].flat(), counts: new Map(counts), warnings: [...warnings] });
      } else {
        app.search.update({ searched: last });
      }
      const took = performance.now() - started;
      const byMatches = (MATCHES * (last - page + 1)) / Math.max(1, answer.matches.length);
      step = Math.max(1, Math.min(64, byMatches, (step * SLICE) / Math.max(1, took)) | 0);
      page = last + 1;
    }
    app.search.update({ running: false, searched: total, warnings, failed });
  }
}
