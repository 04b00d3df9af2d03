// Boxes as a plan (INTERFACE.md, "The plan"), and a plan that the engine has placed as boxes.

import type { Placement } from "../engine/engine";
import { at } from "./rect";
import { freeId } from "./reducer";
import { preset, sides, usual } from "./sizes";
import type { Anchor, Attach, Item, Kind, Nine, Rect } from "./types";

export interface Plan {
  version: 1;
  match: "folded" | "exact";
  placements: Control[];
}

export interface Control {
  id: string;
  kind: Kind;
  signer?: string;
  anchor: Record<string, unknown>;
  attach?: Attach;
  offset?: { x: number; y: number; unit: string };
  size?: string | { width: number; height: number; unit: string };
  rotation?: number;
  [key: string]: unknown;
}

/** Decimals of a point in a plan: the engine prints no more. */
const round = (value: number) => {
  const rounded = Math.round(value * 1e4) / 1e4;
  return rounded === 0 ? 0 : rounded;
};

export function toPlan(items: readonly Item[]): Plan {
  const keywords = items.flatMap((one) => (one.anchor.type === "keyword" ? [one.anchor.match] : []));
  const exact = keywords.length > 0 && keywords.every((match) => match === "exact");
  return { version: 1, match: exact ? "exact" : "folded", placements: items.map(toControl) };
}

export function toControl(item: Item): Control {
  const control: Control = { id: item.id, kind: item.kind, ...(item.signer ? { signer: item.signer } : {}), anchor: {} };
  const { anchor, rect } = item;
  if (anchor.type === "page") {
    control.anchor = { page: item.page, x: round(rect.x), y: round(rect.y), unit: "pt" };
  } else if (anchor.type === "seam") {
    control.anchor = { seam: anchor.pages, y: round(rect.y), unit: "pt" };
  } else {
    const { attach } = anchor;
    control.anchor =
      anchor.type === "field"
        ? { field: anchor.field, ...item.keptAnchor }
        : {
            keyword: anchor.keyword,
            occurrence: anchor.occurrence,
            ...(anchor.pages ? { pages: anchor.pages } : {}),
            ...item.keptAnchor,
          };
    const offset = offsetOf(rect, anchor.box, attach);
    control.attach = attach;
    control.offset = { x: round(offset.x), y: round(offset.y), unit: "pt" };
  }
  control.size = item.size ?? { width: round(rect.width), height: round(rect.height), unit: "pt" };
  if (item.rotation) control.rotation = item.rotation;
  return { ...control, ...item.kept };
}

/** How far the control's point is from the anchor's, in points, y up. */
export function offsetOf(rect: Rect, anchor: Rect, attach: Attach) {
  const from = at(anchor, attach.anchor);
  const to = at(rect, attach.control);
  return { x: to.x - from.x, y: to.y - from.y };
}

const EDITED = new Set(["id", "kind", "signer", "anchor", "attach", "offset", "size", "rotation"]);
const EDITED_ANCHOR = new Set(["keyword", "occurrence", "pages", "field"]);

/**
 * The boxes of a plan, where the engine put them. A control that stands in several places becomes a box for each, told
 * apart by occurrence or page; a seam seal stays one.
 */
export function fromPlan(plan: { match?: string; placements: Control[] }, placed: readonly Placement[]): Item[] {
  const items: Item[] = [];
  const ids = new Set<string>();
  for (const control of plan.placements) {
    for (const [rank, one] of placed.filter((placement) => placement.id === control.id).entries()) {
      if (control.kind === "seam" && items.some((item) => item.kind === "seam" && item.id === control.id)) continue;
      const id = freeId(control.id, ids);
      ids.add(id);
      items.push(toItem(id, control, one, rank, plan.match));
    }
  }
  return items;
}

function toItem(id: string, control: Control, placed: Placement, rank: number, match: string | undefined): Item {
  const name = typeof control.size === "string" ? control.size : control.size ? undefined : usual(control.kind)?.name;
  const item: Item = { id, kind: control.kind, page: placed.page, rect: placed.box, anchor: { type: "page" } };
  if (control.signer) item.signer = control.signer;
  if (name && preset(name)) item.size = name;
  if (control.rotation) item.rotation = control.rotation;
  const kept = rest(control, EDITED);
  if (kept) item.kept = kept;
  const attach: Attach = { control: "bottom-left", anchor: "bottom-left", ...control.attach };
  const said = control.anchor;
  if (typeof said.keyword === "string") {
    // Not the answer's index: that counts what cannot be seen, an occurrence of a plan does not where others can be seen.
    const occurrence = said.occurrence === "all" ? rank + 1 : Number(said.occurrence ?? 1);
    const anchor: Anchor = { type: "keyword", keyword: said.keyword, occurrence, box: placed.anchor.box, attach };
    if (match) anchor.match = match;
    if (typeof said.pages === "string") anchor.pages = said.pages;
    item.anchor = anchor;
    const keptAnchor = rest(said, EDITED_ANCHOR);
    if (keptAnchor) item.keptAnchor = keptAnchor;
  } else if (typeof said.field === "string") {
    item.anchor = { type: "field", field: said.field, box: placed.anchor.box, attach };
  } else if (said.seam !== undefined) {
    item.anchor = { type: "seam", pages: String(said.seam) };
    item.rect = { ...placed.box, ...seamSize(control, placed), x: 0 };
  }
  return item;
}

/** A slice is as high as the seal; how wide the whole seal is, the plan says. */
function seamSize(control: Control, slice: Placement) {
  const known = typeof control.size === "object" ? control.size : null;
  const named = preset(typeof control.size === "string" ? control.size : usual("seam")?.name);
  const ratio = known ? known.width / known.height : named ? sides(named).width / sides(named).height : 1;
  return { width: slice.box.height * ratio };
}

function rest(from: Record<string, unknown>, known: ReadonlySet<string>): Record<string, unknown> | undefined {
  const kept = Object.entries(from).filter(([key]) => !known.has(key));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

export function isNine(value: string): value is Nine {
  return /^(top|bottom)(-(left|right))?$|^(left|center|right)$/.test(value);
}
