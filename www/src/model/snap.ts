// Snapping: which edges and middles of the page, of other boxes and of keywords a moving box is near.

import type { Rect, Size } from "./types";

/** Lines that a box can snap to, in points. */
export interface Targets {
  xs: readonly number[];
  ys: readonly number[];
}

/** A line that was snapped to. */
export interface Guide {
  axis: "x" | "y";
  at: number;
}

export interface Snapped {
  rect: Rect;
  guides: Guide[];
}

export function targets(page: Size, boxes: readonly Rect[], keywords: readonly Rect[]): Targets {
  const xs = [0, page.width / 2, page.width];
  const ys = [0, page.height / 2, page.height];
  for (const box of boxes) {
    xs.push(box.x, box.x + box.width / 2, box.x + box.width);
    ys.push(box.y, box.y + box.height / 2, box.y + box.height);
  }
  for (const box of keywords) {
    xs.push(box.x, box.x + box.width);
    ys.push(box.y, box.y + box.height / 2, box.y + box.height);
  }
  return { xs, ys };
}

/** Which of the box's own lines take part: all three when it moves, the dragged ones when it is resized. */
export interface Lines {
  x: readonly (0 | 0.5 | 1)[];
  y: readonly (0 | 0.5 | 1)[];
}

export const MOVING: Lines = { x: [0, 0.5, 1], y: [0, 0.5, 1] };

/** The rectangle moved to the nearest target within `reach` points, on each axis by itself. */
export function snapMove(rect: Rect, to: Targets, reach: number, lines: Lines = MOVING): Snapped {
  const guides: Guide[] = [];
  const x = nearest(rect.x, rect.width, to.xs, reach, lines.x);
  const y = nearest(rect.y, rect.height, to.ys, reach, lines.y);
  if (x) guides.push({ axis: "x", at: x.at });
  if (y) guides.push({ axis: "y", at: y.at });
  return { rect: { ...rect, x: rect.x + (x?.by ?? 0), y: rect.y + (y?.by ?? 0) }, guides };
}

/** A single coordinate, snapped. */
export function snapValue(value: number, to: readonly number[], reach: number): { value: number; at?: number } {
  const found = nearest(value, 0, to, reach, [0]);
  return found ? { value: found.at, at: found.at } : { value };
}

function nearest(start: number, length: number, to: readonly number[], reach: number, lines: readonly number[]) {
  let best: { by: number; at: number } | null = null;
  for (const line of lines) {
    for (const at of to) {
      const by = at - (start + length * line);
      if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, at };
    }
  }
  return best;
}
