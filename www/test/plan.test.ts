// Boxes to a plan and back.

import { describe, expect, test } from "vitest";
import type { Placement } from "../src/engine/engine";
import { fromFragment, toFragment } from "../src/share";
import { type Control, fromPlan, toControl, toPlan } from "../src/model/plan";
import type { Item } from "../src/model/types";

const keyword: Item = {
  id: "party-a-seal", kind: "seal", signer: "云杉智造", page: 3, rect: { x: 131.2, y: 391.245, width: 119.055, height: 119.055 }, size: "round-42",
  anchor: { type: "keyword", keyword: "甲方（盖章）：", occurrence: 1, box: { x: 73.7, y: 501.21, width: 73.5, height: 15.09 }, attach: { control: "top-left", anchor: "top-right" }, match: "folded" },
};

const placement = (id: string, page: number, box: Item["rect"], anchor: Placement["anchor"]): Placement => ({
  id, kind: "seal", page, box, normalized: box, anchor, warnings: [],
});

describe("a box as a control", () => {
  test("on the page says where its lower-left corner is", () => {
    const item: Item = { id: "a", kind: "signature", page: 2, rect: { x: 10.00004, y: 20.5, width: 50, height: 30 }, anchor: { type: "page" } };
    expect(toControl(item)).toEqual({ id: "a", kind: "signature", anchor: { page: 2, x: 10, y: 20.5, unit: "pt" }, size: { width: 50, height: 30, unit: "pt" } });
  });
  test("on a keyword says how far from it, y up", () => {
    const control = toControl(keyword);
    expect(control.anchor).toEqual({ keyword: "甲方（盖章）：", occurrence: 1 });
    expect(control.offset).toEqual({ x: -16, y: -6, unit: "pt" });
    expect(control.size).toBe("round-42");
  });
  test("over the seam says its height", () => {
    const seam: Item = { id: "s", kind: "seam", page: 1, rect: { x: 0, y: 361.4175, width: 119.055, height: 119.055 }, size: "round-42", anchor: { type: "seam", pages: "all" } };
    expect(toControl(seam).anchor).toEqual({ seam: "all", y: 361.4175, unit: "pt" });
  });
});

describe("a plan as boxes", () => {
  const control = toControl(keyword);
  test("round trip: what went out comes back", () => {
    const [back] = fromPlan(toPlan([keyword]), [placement("party-a-seal", 3, keyword.rect, { keyword: "甲方（盖章）：", index: 1, box: (keyword.anchor as { box: Item["rect"] }).box })]);
    expect(back).toEqual(keyword);
  });
  test("every occurrence becomes a box of its own", () => {
    const all: Control = { ...control, anchor: { keyword: "甲方", occurrence: "all" } };
    const items = fromPlan({ placements: [all] }, [1, 2].map((n) => placement("party-a-seal", n, keyword.rect, { keyword: "甲方", index: n * 3, box: keyword.rect })));
    expect(items.map((item) => [item.id, (item.anchor as { occurrence: number }).occurrence])).toEqual([["party-a-seal", 1], ["party-a-seal-2", 2]]);
  });
  test("keys that the picker does not know survive", () => {
    const odd: Control = { ...control, on_missing: "skip", anchor: { keyword: "甲方", occurrence: 2, whole_word: true } };
    const [item] = fromPlan({ placements: [odd] }, [placement("party-a-seal", 3, keyword.rect, { keyword: "甲方", index: 2, box: keyword.rect })]);
    expect(toControl(item as Item)).toMatchObject({ on_missing: "skip", anchor: { keyword: "甲方", occurrence: 2, whole_word: true } });
  });
  test("a seam seal stays one box", () => {
    const seam: Control = { id: "s", kind: "seam", anchor: { seam: "all", y: 0.5, unit: "fraction" }, size: "round-42" };
    const slices = [1, 2, 3].map((page) => placement("s", page, { x: 555.59, y: 420.94, width: 39.685, height: 119.055 }, { box: keyword.rect }));
    const items = fromPlan({ placements: [seam] }, slices);
    expect(items).toHaveLength(1);
    expect(items[0]?.rect).toMatchObject({ x: 0, y: 420.94, width: 119.055, height: 119.055 });
  });
});

describe("a link", () => {
  test("carries the plan and gives it back", async () => {
    const plan = toPlan([keyword]);
    const fragment = await toFragment(plan);
    expect(fragment).toMatch(/^#plan=[\w-]+$/);
    expect(JSON.parse((await fromFragment(fragment ?? "")) ?? "")).toEqual(plan);
  });
  test("that was damaged, or unpacks to far too much, gives nothing", async () => {
    expect(await fromFragment("#plan=AAAA")).toBeNull();
    expect(await fromFragment("#other")).toBeNull();
    const bomb = await toFragment("x".repeat(5_000_000));
    expect(bomb === null ? null : await fromFragment(bomb)).toBeNull();
  });
});
