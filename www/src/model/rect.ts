// Rectangles in page space: the nine points, moving, resizing, bounds. No pixels, no platforms.

import type { Nine, Point, Rect, Size } from "./types";

const FRACTION: Record<Nine, [number, number]> = {
  "top-left": [0, 1], top: [0.5, 1], "top-right": [1, 1],
  left: [0, 0.5], center: [0.5, 0.5], right: [1, 0.5],
  "bottom-left": [0, 0], bottom: [0.5, 0], "bottom-right": [1, 0],
};

/** The point of a rectangle that has this name. */
export function at(rect: Rect, nine: Nine): Point {
  const [fx, fy] = FRACTION[nine];
  return { x: rect.x + rect.width * fx, y: rect.y + rect.height * fy };
}

/** The rectangle of this size whose point `nine` is at `point`. */
export function hang(size: Size, nine: Nine, point: Point): Rect {
  const [fx, fy] = FRACTION[nine];
  return { x: point.x - size.width * fx, y: point.y - size.height * fy, width: size.width, height: size.height };
}

export function shift(rect: Rect, dx: number, dy: number): Rect {
  return { ...rect, x: rect.x + dx, y: rect.y + dy };
}

/** The rectangle between two corners, in whatever order they come. */
export function between(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

export function bounds(rects: readonly Rect[]): Rect | null {
  const first = rects[0];
  if (!first) return null;
  let [x0, y0, x1, y1] = [first.x, first.y, first.x + first.width, first.y + first.height];
  for (const r of rects) {
    x0 = Math.min(x0, r.x);
    y0 = Math.min(y0, r.y);
    x1 = Math.max(x1, r.x + r.width);
    y1 = Math.max(y1, r.y + r.height);
  }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

export function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The smallest side that a box can be given, in points. */
export const SMALLEST = 4;

/**
 * The rectangle with the handle `nine` dragged to `to`; the opposite side stays. `keep` holds the sides' proportion.
 */
export function resized(rect: Rect, nine: Nine, to: Point, keep: boolean): Rect {
  const [fx, fy] = FRACTION[nine];
  let [x0, y0, x1, y1] = [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height];
  if (fx === 0) x0 = Math.min(to.x, x1 - SMALLEST);
  if (fx === 1) x1 = Math.max(to.x, x0 + SMALLEST);
  if (fy === 0) y0 = Math.min(to.y, y1 - SMALLEST);
  if (fy === 1) y1 = Math.max(to.y, y0 + SMALLEST);
  let [width, height] = [x1 - x0, y1 - y0];
  if (keep && rect.width > 0 && rect.height > 0) {
    const ratio = rect.width / rect.height;
    if (fx === 0.5) width = height * ratio;
    else if (fy === 0.5) height = width / ratio;
    else if (width / height > ratio) height = width / ratio;
    else width = height * ratio;
  }
  const opposite: Point = { x: fx === 0 ? x1 : fx === 1 ? x0 : x0 + (x1 - x0) / 2, y: fy === 0 ? y1 : fy === 1 ? y0 : y0 + (y1 - y0) / 2 };
  const [ox, oy] = [1 - fx, 1 - fy];
  return { x: opposite.x - width * ox, y: opposite.y - height * oy, width, height };
}

/** The rectangle, pushed so that its centre is on the page: a box may hang off the page, but not get lost. */
export function within(rect: Rect, page: Size): Rect {
  const x = Math.min(Math.max(rect.x, -rect.width / 2), page.width - rect.width / 2);
  const y = Math.min(Math.max(rect.y, -rect.height / 2), page.height - rect.height / 2);
  return { ...rect, x, y };
}

/** The rectangle, pushed wholly onto the page where it fits. */
export function inside(rect: Rect, page: Size): Rect {
  const x = Math.max(0, Math.min(rect.x, page.width - rect.width));
  const y = Math.max(0, Math.min(rect.y, page.height - rect.height));
  return { ...rect, x, y };
}
