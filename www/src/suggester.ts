// Places to sign that the document itself suggests: asked for once, shown until each is taken or declined. Which of them are
// taken is not remembered but seen from the boxes, so undo brings a suggestion back.

import type { App } from "./app";
import type { Suggestion } from "./engine/engine";
import { type Control, fromPlan } from "./model/plan";
import type { Item } from "./model/types";

export interface Proposal {
  suggestion: Suggestion;
  /** The box that it would become. */
  item: Item;
}

export interface Suggested {
  state: "none" | "running" | "done" | "failed";
  proposals: readonly Proposal[];
  declined: ReadonlySet<Proposal>;
  /** The code of the error, of `failed`. */
  code: string;
  /** The proposal that was shown last. */
  current: Proposal | null;
}

export const NO_SUGGESTIONS: Suggested = { state: "none", proposals: [], declined: new Set(), code: "", current: null };

/** Boxes whose centres are nearer than this are in the same place, in points. */
const SAME = 6;

export class Suggester {
  private run = 0;

  constructor(private readonly app: App) {}

  clear(): void {
    this.run += 1;
    this.app.suggested.set(NO_SUGGESTIONS);
  }

  async ask(): Promise<void> {
    const { app } = this;
    if (app.view.value.name === null || app.suggested.value.state === "running") return;
    const run = (this.run += 1);
    app.suggested.set({ ...NO_SUGGESTIONS, state: "running" });
    try {
      const { suggestions } = await app.engine.suggest();
      const plan = { match: "folded", placements: suggestions.map((one) => one.placement as Control) };
      const { placements } = suggestions.length > 0 ? await app.engine.place({ version: 1, ...plan }) : { placements: [] };
      if (run !== this.run) return;
      const items = new Map(fromPlan(plan, placements).map((item) => [item.id, item]));
      const proposals = suggestions.flatMap((suggestion) => {
        const item = items.get((suggestion.placement as Control).id);
        return item ? [{ suggestion, item }] : [];
      });
      app.suggested.set({ ...NO_SUGGESTIONS, state: "done", proposals });
    } catch (error) {
      if (run !== this.run) return;
      app.suggested.set({ ...NO_SUGGESTIONS, state: "failed", code: (error as { code?: string }).code ?? "other" });
    }
  }
}

/** The proposals that are neither declined nor taken. */
export function open(app: App): Proposal[] {
  const { proposals, declined } = app.suggested.value;
  const { items } = app.model.value;
  return proposals.filter((one) => !declined.has(one) && !items.some((item) => isTaken(one.item, item)));
}

export function accept(app: App, proposals: readonly Proposal[]): void {
  if (proposals.length > 0) app.dispatch({ type: "add", items: proposals.map((one) => one.item) });
}

export function decline(app: App, proposals: readonly Proposal[]): void {
  const { declined } = app.suggested.value;
  app.suggested.update({ declined: new Set([...declined, ...proposals]) });
}

/** Whether a box is this proposal's: of its kind, and on its anchor or in its place. */
function isTaken(wanted: Item, item: Item): boolean {
  if (item.kind !== wanted.kind || item.page !== wanted.page) return false;
  const [a, b] = [wanted.anchor, item.anchor];
  if (a.type === "field" && b.type === "field") return a.field === b.field;
  // An occurrence has many names (-1, 3): where its box is says more.
  if (a.type === "keyword" && b.type === "keyword" && Math.abs(a.box.x - b.box.x) < 1 && Math.abs(a.box.y - b.box.y) < 1) return true;
  const centre = (one: Item) => [one.rect.x + one.rect.width / 2, one.rect.y + one.rect.height / 2] as const;
  const [[ax, ay], [bx, by]] = [centre(wanted), centre(item)];
  return Math.abs(ax - bx) < SAME && Math.abs(ay - by) < SAME;
}
