// What the picker knows: the pages of the open document and the boxes on them. All lengths are points on the page as
// displayed, origin lower-left, y up (the engine's `box`); nothing here knows about pixels.

export interface Point {
  x: number;
  y: number;
}

/** A rectangle by its lower-left corner. */
export interface Rect extends Point {
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** A page as the engine measures it. */
export interface PageInfo extends Size {
  /** From 1. */
  page: number;
  rotation: number;
  user_unit: number;
  paper?: string;
  text: "trusted" | "no_unicode" | "image_only" | "empty";
}

export type Kind = "seal" | "signature" | "date" | "text" | "seam";

export const NINE = [
  "top-left", "top", "top-right",
  "left", "center", "right",
  "bottom-left", "bottom", "bottom-right",
] as const;

/** One of the nine points of a rectangle. */
export type Nine = (typeof NINE)[number];

/** Which point of the control hangs on which point of the anchor's box. */
export interface Attach {
  control: Nine;
  anchor: Nine;
}

/** What a box is placed by. The offset is not stored: it is where the box is, seen from its anchor. */
export type Anchor =
  | { type: "page" }
  | { type: "keyword"; keyword: string; occurrence: number; box: Rect; attach: Attach; match?: string; pages?: string }
  | { type: "field"; field: string; box: Rect; attach: Attach }
  | { type: "seam"; pages: string };

/** One box. */
export interface Item {
  id: string;
  kind: Kind;
  signer?: string;
  /** From 1. Of a seam seal: the page that it is shown on while it is edited. */
  page: number;
  rect: Rect;
  /** A named size of the plan, while the box has it. */
  size?: string;
  anchor: Anchor;
  rotation?: number;
  /** Keys of an imported plan that the picker does not edit, kept for the export. */
  kept?: Record<string, unknown>;
  /** The same, of its anchor. */
  keptAnchor?: Record<string, unknown>;
}

/** A point that somebody clicked. */
export interface Mark extends Point {
  page: number;
}

/** What the reducer holds. `past` and `future` are whole lists of boxes: they share their items. */
export interface State {
  pages: readonly PageInfo[];
  items: readonly Item[];
  selection: readonly string[];
  mark: Mark | null;
  past: readonly (readonly Item[])[];
  future: readonly (readonly Item[])[];
  /** The gesture that made the last step of history; its next change joins that step. */
  gesture: string | null;
}
