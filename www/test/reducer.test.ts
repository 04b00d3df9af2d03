// The reducer: what each action does to the boxes, and that history gives them back.

import { describe, expect, test } from "vitest";
import { type Action, EMPTY, reduce } from "../src/model/reducer";
import type { Item, PageInfo, State } from "../src/model/types";

const A4: Omit<PageInfo, "page"> = { width: 595.28, height: 841.89, rotation: 0, user_unit: 1, text: "trusted" };
const open: State = reduce(EMPTY, { type: "open", pages: [1, 2, 3].map((page) => ({ page, ...A4 })) });
const box = (id: string, page = 1, x = 100, y = 200): Item => ({
  id, kind: "seal", page, rect: { x, y, width: 120, height: 120 }, size: "round-42", anchor: { type: "page" },
});
const run = (state: State, ...actions: Action[]) => actions.reduce(reduce, state);
const one = (state: State, id: string) => state.items.find((item) => item.id === id);

describe("adding", () => {
  test("gives a name that is free, and chooses what was added", () => {
    const state = run(open, { type: "add", items: [box("seal-1")] }, { type: "add", items: [box("seal-1")] });
    expect(state.items.map((item) => item.id)).toEqual(["seal-1", "seal-2"]);
    expect(state.selection).toEqual(["seal-2"]);
  });
  test("names several at once apart", () => {
    const state = run(open, { type: "add", items: [box("seal-1"), box("seal-1"), box("seal-1")] });
    expect(state.items.map((item) => item.id)).toEqual(["seal-1", "seal-2", "seal-3"]);
  });
});

describe("moving", () => {
  const placed = run(open, { type: "add", items: [box("a")] });
  test("by arrows, in points", () => {
    expect(one(run(placed, { type: "nudge", dx: 1, dy: -10 }), "a")?.rect).toMatchObject({ x: 101, y: 190 });
  });
  test("may hang off the page, but its centre stays on it", () => {
    const state = run(placed, { type: "put", items: [{ id: "a", rect: { x: 5000, y: -5000, width: 120, height: 120 } }] });
    expect(one(state, "a")?.rect.x).toBeCloseTo(595.28 - 60);
    expect(one(state, "a")?.rect.y).toBeCloseTo(-60);
  });
  test("to another page leaves the anchor", () => {
    const keyword = { type: "keyword", keyword: "甲方", occurrence: 1, box: { x: 1, y: 2, width: 3, height: 4 }, attach: { control: "left", anchor: "right" } } as const;
    const state = run(placed, { type: "anchor", id: "a", anchor: keyword }, { type: "put", items: [{ id: "a", page: 2, rect: box("a").rect }] });
    expect(one(state, "a")).toMatchObject({ page: 2, anchor: { type: "page" } });
  });
  test("a seam seal goes up and down only, and stays on the page", () => {
    const seam: Item = { ...box("s"), kind: "seam", rect: { x: 0, y: 300, width: 119, height: 119 }, anchor: { type: "seam", pages: "all" } };
    const state = run(open, { type: "add", items: [seam] }, { type: "nudge", dx: 10, dy: 2000 });
    expect(one(state, "s")?.rect).toMatchObject({ x: 0, y: 841.89 - 119 });
  });
  test("resizing gives the named size up", () => {
    const state = run(placed, { type: "grow", dw: 5, dh: 0 });
    expect(one(state, "a")).toMatchObject({ size: undefined, rect: { width: 125, height: 120 } });
  });
});

describe("history", () => {
  test("a drag is one step, whatever it went through", () => {
    const start = run(open, { type: "add", items: [box("a")] });
    const drag = [110, 120, 130].map((x): Action => ({ type: "put", gesture: "drag 1", items: [{ id: "a", rect: { ...box("a").rect, x } }] }));
    const moved = run(start, ...drag, { type: "settle" });
    expect(one(moved, "a")?.rect.x).toBe(130);
    const back = run(moved, { type: "undo" });
    expect(one(back, "a")?.rect.x).toBe(100);
    expect(one(run(back, { type: "redo" }), "a")?.rect.x).toBe(130);
  });
  test("two drags are two steps", () => {
    const put = (gesture: string, x: number): Action => ({ type: "put", gesture, items: [{ id: "a", rect: { ...box("a").rect, x } }] });
    const state = run(open, { type: "add", items: [box("a")] }, put("drag 1", 110), { type: "settle" }, put("drag 2", 120), { type: "undo" });
    expect(one(state, "a")?.rect.x).toBe(110);
  });
  test("a change after undoing leaves nothing to redo", () => {
    const state = run(open, { type: "add", items: [box("a")] }, { type: "undo" }, { type: "add", items: [box("b")] });
    expect(state.future).toEqual([]);
  });
  test("undoing everything and redoing everything gives the same boxes", () => {
    const done = run(open, { type: "add", items: [box("a"), box("b", 2)] }, { type: "nudge", dx: 5, dy: 5 }, { type: "align", edge: "left" }, { type: "duplicate" }, { type: "remove" });
    let state = done;
    while (state.past.length > 0) state = reduce(state, { type: "undo" });
    expect(state.items).toEqual([]);
    while (state.future.length > 0) state = reduce(state, { type: "redo" });
    expect(state.items).toEqual(done.items);
  });
  test("a choice of what is gone goes too", () => {
    const state = run(open, { type: "add", items: [box("a")] }, { type: "undo" });
    expect(state.selection).toEqual([]);
  });
});

describe("several boxes", () => {
  const two = run(open, { type: "add", items: [box("a", 1, 100, 200), box("b", 1, 300, 500)] }, { type: "select", ids: ["a", "b"] });
  test("align with each other", () => {
    const state = run(two, { type: "align", edge: "top" });
    expect([one(state, "a")?.rect.y, one(state, "b")?.rect.y]).toEqual([500, 500]);
  });
  test("one alone aligns with its page", () => {
    const state = run(two, { type: "select", ids: ["a"] }, { type: "align", edge: "center" });
    expect(one(state, "a")?.rect.x).toBeCloseTo((595.28 - 120) / 2);
  });
  test("are copied to the pages where they are not", () => {
    const state = run(two, { type: "select", ids: ["a"] }, { type: "copy", pages: [1, 2, 3] });
    expect(state.items.map((item) => [item.id, item.page])).toEqual([["a", 1], ["b", 1], ["a-2", 2], ["a-3", 3]]);
  });
  test("Shift adds to the choice and takes from it", () => {
    expect(run(two, { type: "select", ids: ["a"], add: true }).selection).toEqual(["b"]);
    expect(run(two, { type: "select", ids: ["a"] }, { type: "select", ids: ["b"], add: true }).selection).toEqual(["a", "b"]);
  });
  test("a name that is taken is not given again", () => {
    expect(run(two, { type: "rename", id: "a", to: "b" }).items.map((item) => item.id)).toEqual(["a", "b"]);
    expect(run(two, { type: "rename", id: "a", to: "party-a" }).selection).toEqual(["party-a", "b"]);
  });
});
