// Suggestions beside the boxes: which are still open is seen from the boxes alone.

import { expect, test } from "vitest";
import { App, type Settings } from "../src/app";
import type { Engine, Suggestion } from "../src/engine/engine";
import type { Rect } from "../src/model/types";
import { accept, decline, open, Suggester } from "../src/suggester";

const settings: Settings = { lang: "en", theme: "auto", unit: "pt", origin: "bottom-left", platform: "plan", seal: "round-42" };
const page = { page: 1, width: 595, height: 842, rotation: 0, user_unit: 1, text: "trusted" as const };

const suggestion = (id: string, keyword: string, box: Rect): Suggestion => ({
  kind: "signature", page: 1, box, label: keyword, confidence: 0.9, code: "signature_label", reason: "…",
  placement: { id, kind: "signature", anchor: { keyword, occurrence: -1 }, size: "signature" },
});

const suggestions = [
  suggestion("a", "By:", { x: 100, y: 100, width: 119, height: 43 }),
  suggestion("b", "Signature:", { x: 300, y: 100, width: 119, height: 43 }),
];

function app(fails?: Error): App {
  const engine = {
    suggest: () => (fails ? Promise.reject(fails) : Promise.resolve({ suggestions, warnings: [] })),
    place: () =>
      Promise.resolve({
        warnings: [],
        placements: suggestions.map(({ box, placement }) => ({
          id: (placement as { id: string }).id, kind: "signature", page: 1, box, normalized: box, anchor: { box: { ...box, width: 20, height: 12 } }, warnings: [],
        })),
      }),
  } as unknown as Engine;
  const made = new App(engine, settings);
  made.dispatch({ type: "open", pages: [page] });
  made.view.update({ name: "a.pdf" });
  return made;
}

test("what is taken is a box, and undo brings the suggestion back", async () => {
  const it = app();
  await new Suggester(it).ask();
  expect(open(it).map((one) => one.item.id)).toEqual(["a", "b"]);
  accept(it, open(it).slice(0, 1));
  expect(it.model.value.items.map((one) => one.id)).toEqual(["a"]);
  expect(open(it).map((one) => one.item.id)).toEqual(["b"]);
  it.dispatch({ type: "undo" });
  expect(open(it)).toHaveLength(2);
  accept(it, open(it));
  expect(open(it)).toEqual([]);
  it.dispatch({ type: "undo" });
  expect(open(it), "all of them are one step").toHaveLength(2);
});

test("a box that hangs on the same words takes the suggestion, wherever it was moved and whatever it is called", async () => {
  const it = app();
  await new Suggester(it).ask();
  accept(it, open(it).slice(0, 1));
  it.dispatch({ type: "rename", id: "a", to: "director" });
  it.dispatch({ type: "nudge", dx: 40, dy: 40 });
  expect(open(it).map((one) => one.item.id)).toEqual(["b"]);
});

test("what is declined stays away, and comes when it is asked for anew", async () => {
  const it = app();
  const suggester = new Suggester(it);
  await suggester.ask();
  decline(it, open(it).slice(0, 1));
  expect(open(it).map((one) => one.item.id)).toEqual(["b"]);
  await suggester.ask();
  expect(open(it)).toHaveLength(2);
});

test("an error is kept as its code", async () => {
  const it = app(Object.assign(new Error("…"), { code: "limit_glyphs" }));
  await new Suggester(it).ask();
  expect(it.suggested.value).toMatchObject({ state: "failed", code: "limit_glyphs", proposals: [] });
});
