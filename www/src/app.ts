// What the parts of the picker share: the stores, the engine, and what is done with both.

import type { Engine, Field, Match, MatchMode, Placement, Platform, Warning } from "./engine/engine";
import type { Lang } from "./i18n";
import { toPlan } from "./model/plan";
import { type Action, EMPTY, reduce } from "./model/reducer";
import { preset, sides } from "./model/sizes";
import type { Item, Kind, State } from "./model/types";
import { Store } from "./store";
import { NO_SUGGESTIONS, type Suggested } from "./suggester";
import type { Origin, Unit } from "./units";
import type { Drawing } from "./view/pdf";

export type Tool = { type: "pick" } | { type: "draw" } | { type: "stamp"; kind: Exclude<Kind, "seam" | "text">; size: string };
export type Tab = "boxes" | "find" | "export" | "pages";
export type Theme = "auto" | "light" | "dark";

/** What a person chose; kept on the device. */
export interface Settings {
  lang: Lang;
  theme: Theme;
  unit: Unit;
  origin: Origin;
  platform: string;
  seal: string;
}

export interface View {
  name: string | null;
  tool: Tool;
  tab: Tab;
  page: number;
  zoom: number;
  fit: "width" | "page" | null;
}

export interface Search {
  keywords: string[];
  match: MatchMode;
  matches: readonly Match[];
  /** How often each keyword was found so far. */
  counts: ReadonlyMap<string, number>;
  /** Pages searched so far; all of them when it is done. */
  searched: number;
  running: boolean;
  warnings: Warning[];
  /** Pages that could not be searched. */
  failed: number[];
  /** The match that was shown last. */
  current: Match | null;
}

/** What the engine says of the boxes. It follows the model by a moment. */
export interface Answer {
  /** The boxes that it speaks of. */
  items: readonly Item[];
  placements: ReadonlyMap<string, readonly Placement[]>;
  all: readonly Placement[];
  warnings: readonly Warning[];
}

export const NO_SEARCH: Search = {
  keywords: [], match: "folded", matches: [], counts: new Map(), searched: 0, running: false, warnings: [], failed: [], current: null,
};

const NO_ANSWER: Answer = { items: [], placements: new Map(), all: [], warnings: [] };

export class App {
  readonly model = new Store<State>(EMPTY);
  readonly view = new Store<View>({ name: null, tool: { type: "pick" }, tab: "boxes", page: 1, zoom: 1, fit: "width" });
  readonly search = new Store<Search>(NO_SEARCH);
  readonly suggested = new Store<Suggested>(NO_SUGGESTIONS);
  readonly fields = new Store<readonly Field[]>([]);
  readonly platforms = new Store<readonly Platform[]>([]);
  readonly answer = new Store<Answer>(NO_ANSWER);
  /** The open file in pdf.js, for pixels. */
  readonly drawing = new Store<Drawing | null>(null);
  readonly settings: Store<Settings>;
  private asking = false;

  constructor(readonly engine: Engine, settings: Settings) {
    this.settings = new Store(settings);
    this.model.watch((now, before) => {
      if (now.items !== before.items) void this.ask();
    });
  }

  dispatch(action: Action): void {
    this.model.set(reduce(this.model.value, action));
  }

  selected(): Item[] {
    const { items, selection } = this.model.value;
    return items.filter((one) => selection.includes(one.id));
  }

  /** The size that the armed tool, or else the usual seal, stamps. */
  stampSize(tool: Extract<Tool, { type: "stamp" }>) {
    const one = preset(tool.size) ?? preset("round-42");
    return one ? sides(one) : { width: 119, height: 43 };
  }

  /**
   * Asks the engine about the boxes. One question is under way at a time; when it is answered, the newest state is asked
   * about, so a drag never piles questions up.
   */
  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      for (;;) {
        const { items } = this.model.value;
        if (items === this.answer.value.items) break;
        this.answer.set(await this.answered(items));
      }
    } finally {
      this.asking = false;
    }
  }

  private async answered(items: readonly Item[]): Promise<Answer> {
    if (items.length === 0) return { ...NO_ANSWER, items };
    try {
      const { placements, warnings } = await this.engine.place(toPlan(items));
      const byId = new Map<string, Placement[]>();
      for (const one of placements) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
      return { items, placements: byId, all: placements, warnings };
    } catch (error) {
      const code = (error as { code?: string }).code ?? "other";
      return { ...NO_ANSWER, items, warnings: [{ code, message: (error as Error).message }] };
    }
  }

  /** The engine's placements of the boxes as they are now. */
  async settled(): Promise<Answer> {
    while (this.answer.value.items !== this.model.value.items) {
      await new Promise<void>((done) => {
        const stop = this.answer.watch(() => {
          stop();
          done();
        });
        void this.ask();
      });
    }
    return this.answer.value;
  }
}
