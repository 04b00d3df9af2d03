// The one place where the picker's state changes: a pure function of state and action, with history.
// A drag is one step of history: actions that carry the same `gesture` replace the step they follow.

import { bounds, inside, shift, within } from "./rect";
import type { Anchor, Item, Kind, Mark, PageInfo, Rect, State } from "./types";

export type Edge = "left" | "center" | "right" | "top" | "middle" | "bottom";

export type Action =
  | { type: "open"; pages: readonly PageInfo[] }
  | { type: "load"; items: readonly Item[]; fresh?: boolean }
  | { type: "add"; items: readonly Item[] }
  | { type: "put"; items: readonly { id: string; page?: number; rect: Rect; sized?: boolean }[]; gesture?: string }
  | { type: "nudge"; dx: number; dy: number; gesture?: string }
  | { type: "grow"; dw: number; dh: number; gesture?: string }
  | { type: "size"; id: string; width: number; height: number; name?: string }
  | { type: "edit"; id: string; change: Partial<Pick<Item, "kind" | "signer" | "rotation">>; gesture?: string }
  | { type: "rename"; id: string; to: string }
  | { type: "anchor"; id: string; anchor: Anchor; page?: number; rect?: Rect }
  | { type: "align"; edge: Edge }
  | { type: "duplicate" }
  | { type: "copy"; pages: readonly number[] }
  | { type: "remove" }
  | { type: "select"; ids: readonly string[]; add?: boolean }
  | { type: "mark"; mark: Mark | null }
  | { type: "settle" }
  | { type: "undo" }
  | { type: "redo" };

export const EMPTY: State = { pages: [], items: [], selection: [], mark: null, past: [], future: [], gesture: null };

const DEPTH = 200;

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "open":
      return { ...EMPTY, pages: action.pages };
    case "load":
      return action.fresh
        ? { ...state, items: action.items, selection: [], past: [], future: [], gesture: null }
        : changed(state, action.items, null, []);
    case "add": {
      const ids = new Set(state.items.map((one) => one.id));
      const fresh = action.items.map((one) => {
        const id = freeId(one.id, ids);
        ids.add(id);
        return { ...one, id };
      });
      return { ...changed(state, [...state.items, ...fresh], null, fresh.map((one) => one.id)), mark: null };
    }
    case "put": {
      const to = new Map(action.items.map((one) => [one.id, one]));
      return changed(
        state,
        state.items.map((one) => {
          const put = to.get(one.id);
          if (!put) return one;
          const moved = put.page === undefined || put.page === one.page ? one : leave({ ...one, page: put.page });
          return placed(state, put.sized ? { ...moved, size: undefined } : moved, put.rect);
        }),
        action.gesture ?? null,
      );
    }
    case "nudge":
      return changed(
        state,
        selected(state, (one) => placed(state, one, shift(one.rect, one.kind === "seam" ? 0 : action.dx, action.dy))),
        action.gesture ?? null,
      );
    case "grow":
      return changed(
        state,
        selected(state, (one) => {
          const width = Math.max(1, one.rect.width + action.dw);
          const height = Math.max(1, one.rect.height + action.dh);
          return { ...one, size: undefined, rect: { ...one.rect, width, height } };
        }),
        action.gesture ?? null,
      );
    case "size":
      return changed(
        state,
        each(state, action.id, (one) => {
          const cx = one.rect.x + one.rect.width / 2;
          const cy = one.rect.y + one.rect.height / 2;
          const { width, height } = action;
          const rect = { x: cx - width / 2, y: cy - height / 2, width, height };
          return placed(state, { ...one, size: action.name }, rect);
        }),
        null,
      );
    case "edit":
      return changed(state, each(state, action.id, (one) => ({ ...one, ...action.change })), action.gesture ?? null);
    case "rename": {
      const to = action.to.trim();
      if (to === "" || to === action.id || state.items.some((one) => one.id === to)) return state;
      const next = changed(state, each(state, action.id, (one) => ({ ...one, id: to })), null);
      return { ...next, selection: state.selection.map((id) => (id === action.id ? to : id)) };
    }
    case "anchor":
      return changed(
        state,
        each(state, action.id, (one) => {
          const next = { ...one, anchor: action.anchor, page: action.page ?? one.page, keptAnchor: undefined };
          return action.rect ? placed(state, next, action.rect) : next;
        }),
        null,
      );
    case "align":
      return changed(state, aligned(state, action.edge), null);
    case "duplicate": {
      const copies = state.items.filter((one) => state.selection.includes(one.id) && one.kind !== "seam");
      if (copies.length === 0) return state;
      return reduce(state, { type: "add", items: copies.map((one) => placed(state, one, shift(one.rect, 12, -12))) });
    }
    case "copy": {
      const copies = state.items.filter((one) => state.selection.includes(one.id) && one.kind !== "seam");
      const made = action.pages.flatMap((page) =>
        copies
          .filter((one) => one.page !== page && sheet(state, page))
          .map((one) => placed(state, leave({ ...one, page }), one.rect)),
      );
      return made.length === 0 ? state : reduce(state, { type: "add", items: made });
    }
    case "remove":
      if (state.selection.length === 0) return state;
      return changed(state, state.items.filter((one) => !state.selection.includes(one.id)), null, []);
    case "select": {
      const known = action.ids.filter((id) => state.items.some((one) => one.id === id));
      if (!action.add) return { ...state, selection: known, gesture: null, mark: known.length > 0 ? null : state.mark };
      const kept = state.selection.filter((id) => !known.includes(id));
      const fresh = known.filter((id) => !state.selection.includes(id));
      return { ...state, selection: [...kept, ...fresh], gesture: null };
    }
    case "mark":
      return { ...state, mark: action.mark, selection: action.mark ? [] : state.selection };
    case "settle":
      return { ...state, gesture: null };
    case "undo": {
      const items = state.past.at(-1);
      if (!items) return state;
      return travelled(state, items, state.past.slice(0, -1), [state.items, ...state.future]);
    }
    case "redo": {
      const [items, ...future] = state.future;
      if (!items) return state;
      return travelled(state, items, [...state.past, state.items], future);
    }
  }
}

/** A name that nobody has: the wish itself, or with a number behind it. */
export function freeId(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish)) return wish;
  const stem = wish.replace(/-\d+$/, "");
  for (let n = 2; ; n += 1) {
    const id = `${stem}-${n}`;
    if (!taken.has(id)) return id;
  }
}

export function sheet(state: State, page: number): PageInfo | undefined {
  return state.pages[page - 1];
}

/** The name that a new box of this kind gets. */
export function wish(kind: Kind): string {
  return `${kind}-1`;
}

function placed(state: State, item: Item, rect: Rect): Item {
  const page = sheet(state, item.page);
  if (item.anchor.type === "seam") {
    const fitting = page ? inside(rect, { width: Infinity, height: page.height }) : rect;
    return { ...item, rect: { ...fitting, x: item.rect.x } };
  }
  return { ...item, rect: page ? within(rect, page) : rect };
}

/** A box that moves to another page cannot stay on its anchor. */
function leave(item: Item): Item {
  return item.anchor.type === "page" ? item : { ...item, anchor: { type: "page" }, keptAnchor: undefined };
}

function each(state: State, id: string, change: (item: Item) => Item): Item[] {
  return state.items.map((one) => (one.id === id ? change(one) : one));
}

function selected(state: State, change: (item: Item) => Item): Item[] {
  return state.items.map((one) => (state.selection.includes(one.id) ? change(one) : one));
}

function changed(state: State, items: readonly Item[], gesture: string | null, selection = state.selection): State {
  const joins = gesture !== null && gesture === state.gesture;
  const past = joins ? state.past : [...state.past, state.items].slice(-DEPTH);
  return { ...state, items, selection, past, future: [], gesture };
}

function travelled(state: State, items: readonly Item[], past: State["past"], future: State["future"]): State {
  const selection = state.selection.filter((id) => items.some((one) => one.id === id));
  return { ...state, items, past, future, selection, gesture: null };
}

/** Several boxes align with each other, one alone with its page. */
function aligned(state: State, edge: Edge): Item[] {
  const chosen = state.items.filter((one) => state.selection.includes(one.id) && one.kind !== "seam");
  const alone = chosen.length === 1;
  return selected(state, (one) => {
    if (one.kind === "seam") return one;
    const page = sheet(state, one.page);
    const group = chosen.filter((other) => other.page === one.page).map((other) => other.rect);
    const frame = alone && page ? { x: 0, y: 0, width: page.width, height: page.height } : bounds(group);
    if (!frame) return one;
    const rect = { ...one.rect };
    if (edge === "left") rect.x = frame.x;
    if (edge === "center") rect.x = frame.x + (frame.width - rect.width) / 2;
    if (edge === "right") rect.x = frame.x + frame.width - rect.width;
    if (edge === "bottom") rect.y = frame.y;
    if (edge === "middle") rect.y = frame.y + (frame.height - rect.height) / 2;
    if (edge === "top") rect.y = frame.y + frame.height - rect.height;
    return { ...one, rect };
  });
}
