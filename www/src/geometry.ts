// Between the screen and the page. `toNormalized` is the only way in: every pointer, touch and drop goes through it.

import type { Point, Rect, Size } from "./model/types";

/** Where a page lies on the screen, in CSS pixels of the viewport. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A place on the screen as fractions of the page, origin lower-left, y up. Beyond 0..1 it is off the page. */
export function toNormalized(clientX: number, clientY: number, frame: Frame): Point {
  return { x: (clientX - frame.left) / frame.width, y: 1 - (clientY - frame.top) / frame.height };
}

/** Fractions of a page in its points. */
export function toPoints(point: Point, page: Size): Point {
  return { x: point.x * page.width, y: point.y * page.height };
}

/** Where a box lies over its page, for CSS. */
export function toPercent(rect: Rect, page: Size) {
  return {
    left: `${(rect.x / page.width) * 100}%`,
    top: `${(1 - (rect.y + rect.height) / page.height) * 100}%`,
    width: `${(rect.width / page.width) * 100}%`,
    height: `${(rect.height / page.height) * 100}%`,
  };
}
