// The one conversion from the screen to the page, and the way back into CSS.

import { describe, expect, test } from "vitest";
import { toNormalized, toPercent, toPoints } from "../src/geometry";
import { at, hang, resized, SMALLEST } from "../src/model/rect";
import { snapMove, snapValue, targets } from "../src/model/snap";
import { NINE } from "../src/model/types";
import { fromPoints, MM, shown, toPoints as fromUnit } from "../src/units";

const frame = { left: 40.25, top: -310.5, width: 595.28 * 1.5, height: 841.89 * 1.5 };
const A4 = { width: 595.28, height: 841.89 };

describe("the pointer", () => {
  test("at the page's corners reads 0 and 1, lower-left first", () => {
    expect(toNormalized(40.25, -310.5 + frame.height, frame)).toEqual({ x: 0, y: 0 });
    expect(toNormalized(40.25 + frame.width, -310.5, frame)).toEqual({ x: 1, y: 1 });
  });
  test("reads the same place at every zoom", () => {
    for (const zoom of [0.25, 0.5, 1, 2, 4]) {
      const at = { left: 10, top: 20, width: A4.width * zoom, height: A4.height * zoom };
      const point = toPoints(toNormalized(10 + 100 * zoom, 20 + 200 * zoom, at), A4);
      expect(point.x).toBeCloseTo(100, 9);
      expect(point.y).toBeCloseTo(641.89, 9);
    }
  });
  test("off the page reads beyond 0..1", () => {
    expect(toNormalized(0, 2000, frame).x).toBeLessThan(0);
    expect(toNormalized(0, 2000, frame).y).toBeLessThan(0);
  });
});

test("a box in percent lies where its points are", () => {
  expect(toPercent({ x: 0, y: 0, width: A4.width / 2, height: A4.height / 4 }, A4)).toEqual({ left: "0%", top: "75%", width: "50%", height: "25%" });
});

describe("nine points", () => {
  const rect = { x: 10, y: 20, width: 30, height: 40 };
  test("hanging a box by any of them puts that point there", () => {
    for (const nine of NINE) expect(hang(rect, nine, at(rect, nine))).toEqual(rect);
  });
  test("dragging a corner leaves the opposite one, and never turns the box over", () => {
    const to = resized(rect, "top-right", { x: -100, y: -100 }, false);
    expect(to).toEqual({ x: 10, y: 20, width: SMALLEST, height: SMALLEST });
    expect(at(resized(rect, "bottom-left", { x: 0, y: 0 }, false), "top-right")).toEqual({ x: 40, y: 60 });
  });
  test("with the proportion kept, a round seal stays round", () => {
    const seal = resized({ x: 0, y: 0, width: 100, height: 100 }, "top-right", { x: 150, y: 120 }, true);
    expect(seal.width).toBe(seal.height);
  });
});

describe("snapping", () => {
  const to = targets(A4, [{ x: 200, y: 300, width: 100, height: 50 }], []);
  test("pulls the nearer edge to the page's middle, within reach only", () => {
    const near = snapMove({ x: 297.64 - 50 + 3, y: 600, width: 100, height: 20 }, targets(A4, [], []), 4);
    expect(near.rect.x).toBeCloseTo(247.64);
    expect(near.guides).toEqual([{ axis: "x", at: 297.64 }]);
    expect(snapMove({ x: 263, y: 600, width: 10, height: 20 }, to, 4).guides).toEqual([]);
  });
  test("reads another box's edges", () => {
    expect(snapMove({ x: 202, y: 348, width: 37, height: 21 }, to, 4).rect).toMatchObject({ x: 200, y: 350 });
  });
  test("switched off, moves nothing", () => {
    expect(snapMove({ x: 200, y: 300, width: 10, height: 10 }, to, -1).guides).toEqual([]);
    expect(snapValue(12, [12], -1)).toEqual({ value: 12 });
  });
});

describe("units", () => {
  test("42 mm are 119.055 points", () => expect(shown(42 * MM, 3)).toBe("119.055"));
  test("there and back is the same length", () => {
    for (const unit of ["pt", "mm", "fraction"] as const) expect(fromUnit(fromPoints(123.456, unit, 595.28), unit, 595.28)).toBeCloseTo(123.456, 10);
  });
  test("nothing is shown as −0", () => expect(shown(-0.0001, 2)).toBe("0"));
});
