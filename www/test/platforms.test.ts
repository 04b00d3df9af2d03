// What the picker does with a platform's JSON besides asking the engine for its numbers: words, lists, pointers.

import { describe, expect, test } from "vitest";
import type { Placement } from "../src/engine/engine";
import { asRequest, at, kindOf, objectsWith, wholeSeal, words } from "../src/engine/platforms";

describe("words", () => {
  test("a kind goes out in the platform's word, and comes back as the kind", () => {
    for (const platform of ["tencent", "qiyuesuo"]) {
      for (const kind of ["seal", "signature", "date", "seam"]) expect(kindOf(words(platform, kind)), `${platform} ${kind}`).toBe(kind);
    }
  });
  test("a platform without words gets the numbers alone", () => expect(words("docuseal", "seal")).toEqual({}));
  test("what is no control has no kind", () => {
    expect(kindOf(undefined)).toBeUndefined();
    expect(kindOf({ type: "SOMETHING" })).toBeUndefined();
  });
});

describe("a bare list", () => {
  const list = '[ {"ComponentType": "SIGN_SEAL", "ComponentValue": 2591540368898105360} ]';
  test("becomes the smallest request that holds it, its text untouched", () => {
    const request = asRequest("tencent", list);
    expect(request).toContain(list.trim());
    expect(at(JSON.parse(request), "/FlowApprovers/0/SignComponents/0/ComponentType")).toBe("SIGN_SEAL");
  });
  test("under its own key is the same", () => expect(asRequest("tencent", `{"SignComponents": ${list}}`)).toBe(asRequest("tencent", list)));
  test("a whole request stays what it is", () => expect(asRequest("qiyuesuo", '{"stampers": [], "contractId": 1}')).toBe('{"stampers": [], "contractId": 1}'));
});

test("a pointer that leads nowhere gives nothing", () => {
  expect(at({ a: [1] }, "/a/0")).toBe(1);
  expect(at({ "a/b": 2 }, "/a~1b")).toBe(2);
  expect(at({ a: null }, "/a/b/c")).toBeUndefined();
});

test("controls are found wherever they stand", () => {
  expect(objectsWith({ tabs: { signHereTabs: [{ xPosition: "1", yPosition: "2" }] }, other: [{ xPosition: 3 }] }, ["xPosition", "yPosition"])).toEqual([{ xPosition: "1", yPosition: "2" }]);
});

test("a seam seal whole lies against the right edge of its first page", () => {
  const slice = (page: number): Placement => {
    const box = { x: 555, y: 400, width: 40, height: 119 };
    return { id: "s", kind: "seam", page, box, normalized: box, anchor: { box }, warnings: [] };
  };
  expect(wholeSeal([slice(1), slice(2), slice(3)])).toMatchObject({ page: 1, box: { x: 475, y: 400, width: 120, height: 119 } });
});
