import { expect, test } from "vitest";
import { pagesOf } from "../src/model/ranges";

test.each([
  ["", [1, 2, 3, 4, 5]],
  ["all", [1, 2, 3, 4, 5]],
  ["2", [2]],
  ["-1", [5]],
  ["1-3, 5", [1, 2, 3, 5]],
  ["4–9", [4, 5]],
  ["5,1-2,2", [1, 2, 5]],
  ["-2--1", [4, 5]],
  ["0", null],
  ["6", null],
  ["3-2", null],
  ["two", null],
])("%j of five pages", (text, pages) => {
  expect(pagesOf(text, 5)).toEqual(pages);
});
