// The panel that finds: keywords and form fields, where they are, and boxes that hang on them.

import type { App } from "../app";
import type { Field, Match } from "../engine/engine";
import { counted, t } from "../i18n";
import { inside } from "../model/rect";
import { sheet, wish } from "../model/reducer";
import type { Anchor, Attach, Item, Rect, Size } from "../model/types";
import type { Searcher } from "../searcher";
import { h } from "../ui/dom";
import { icon } from "../ui/icons";
import { stampName } from "../view/gestures";
import { preset, sides } from "../model/sizes";

const BESIDE: Attach = { control: "left", anchor: "right" };
const GAP = 6;

export function findPanel(app: App, searcher: Searcher, reveal: (page: number, box: Rect) => void): HTMLElement {
  const { search } = app;
  const input = h("input", { id: "find-keywords", type: "search", placeholder: t("find.placeholder"), autocomplete: "off", value: search.value.keywords.join("，") });
  const go = h("button", { type: "submit", class: "primary" }, t("find.go"));
  const modes = (["folded", "exact"] as const).map((mode) =>
    h("button", { type: "button", title: t(`find.${mode}.hint`), "data-mode": mode, onclick: () => { searcher.mode(mode); } }, t(`find.${mode}`)),
  );
  const form = h(
    "form",
    {
      class: "find-form", role: "search",
      onsubmit: (event: Event) => {
        event.preventDefault();
        if (search.value.running) searcher.stop();
        else void searcher.run(input.value);
      },
    },
    h("label", { for: "find-keywords" }, t("find.label")),
    h("div", { class: "find-line" }, input, go),
    h("div", { class: "find-modes" }, h("div", { class: "segments", role: "group" }, modes), h("small", null, t("find.hint"))),
  );
  const state = h("p", { class: "find-state", role: "status" });
  const bar = h("progress", { class: "bar", max: 1, value: 0, "aria-label": t("find.go") });
  const trust = h("p", { class: "note" });
  const list = h("ol", { class: "matches" });
  const fieldList = h("ul", { class: "fields" });
  const fieldPart = h("details", { class: "fold" }, h("summary", null, t("fields"), h("span", { class: "count" })), fieldList);
  const panel = h("div", { class: "panel" }, form, bar, state, trust, list, fieldPart);

  const attach = (page: number, anchor: Anchor & { box: Rect }) => {
    const info = sheet(app.model.value, page);
    if (!info) return;
    const chosen = app.selected().filter((one) => one.kind !== "seam");
    const size: Size = chosen[0]?.rect ?? beside(app);
    const wanted = { x: anchor.box.x + anchor.box.width + GAP, y: anchor.box.y + anchor.box.height / 2 - size.height / 2, width: size.width, height: size.height };
    const rect = inside(wanted, info);
    const [one] = chosen;
    if (one && chosen.length === 1) {
      app.dispatch({ type: "anchor", id: one.id, anchor, page, rect });
    } else {
      const kind = toolKind(app);
      const item: Item = { id: wish(kind), kind, page, rect, size: stampName(kind, app.settings.value.seal), anchor };
      app.dispatch({ type: "add", items: [item] });
    }
    app.view.update({ tool: { type: "pick" } });
    reveal(page, anchor.box);
  };

  /** The anchor is made when it is wanted: which occurrence it is takes a look at all of them. */
  const anchorButton = (page: number, anchor: () => Anchor & { box: Rect }) => {
    const label = app.selected().length === 1 ? t("find.attach") : t("find.place", { what: t(`kind.${toolKind(app)}`) });
    return h("button", { type: "button", class: "tool-button", "aria-label": label, title: label, onclick: () => attach(page, anchor()) }, icon("anchor"));
  };

  const matchRow = (match: Match) =>
    h(
      "li", { class: match === search.value.current ? "now" : "", "data-match": `${match.keyword} ${match.index}` },
      h(
        "button",
        {
          type: "button", class: "row", title: t("find.show", { text: match.text, n: match.index, page: match.page }),
          onclick: () => { search.update({ current: match }); reveal(match.page, match.box); },
        },
        h("span", { class: "number" }, match.index),
        h("span", { class: "row-main" }, h("b", null, match.text)),
        h("span", { class: "row-page" }, t("find.on", { page: match.page })),
      ),
      anchorButton(match.page, () => ({ type: "keyword", keyword: match.keyword, occurrence: occurrence(app, match), box: match.box, attach: BESIDE, match: search.value.match })),
    );

  const fieldRow = (field: Field) =>
    h(
      "li", null,
      h(
        "button", { type: "button", class: "row", onclick: () => reveal(field.page, field.box) },
        h("span", { class: "row-main" }, h("b", null, field.name), h("small", null, field.signed ? `${field.type} · ${t("fields.signed")}` : field.type)),
        h("span", { class: "row-page" }, t("find.on", { page: field.page })),
      ),
      anchorButton(field.page, () => ({ type: "field", field: field.name, box: field.box, attach: { control: "bottom-left", anchor: "bottom-left" } })),
    );

  const drawState = () => {
    const { keywords, matches, running, searched, match, warnings, failed } = search.value;
    const total = app.model.value.pages.length;
    go.textContent = running ? t("find.stop") : t("find.go");
    for (const one of modes) one.setAttribute("aria-pressed", String(one.dataset.mode === match));
    bar.hidden = !running;
    bar.max = Math.max(1, total);
    bar.value = searched;
    const count = keywords.length === 0 ? "" : counted("find.count", matches.length);
    state.textContent = running ? `${t("find.progress", { n: searched, of: total })} · ${counted("find.count", matches.length)}` : count;
    const unread = warnings.filter((one) => one.code === "no_unicode" || one.code === "image_only").flatMap((one) => one.page ?? []);
    trust.textContent = [
      unread.length > 0 ? t("find.unreadable", { pages: short([...new Set(unread)]) }) : "",
      failed.length > 0 ? t("find.failed", { pages: short(failed) }) : "",
    ].filter(Boolean).join(" ");
  };
  /** Rows beyond this come when one scrolls to them: a list of thousands must not stop the page. */
  let limit = 80;
  const rows = new Map<string, HTMLElement>();
  const more = h("button", { type: "button", class: "row", onclick: () => { limit += 200; drawList(); } });
  const moreRow = h("li", null, more);
  /** Rows that are there stay: while a search goes on only what is new is made. */
  const drawList = (anew = false) => {
    const { matches, keywords } = search.value;
    if (anew || matches.length === 0) rows.clear();
    const wanted: HTMLElement[] = [];
    let last = "";
    for (const match of matches.slice(0, limit)) {
      if (keywords.length > 1 && match.keyword !== last) wanted.push(heading(match.keyword));
      last = match.keyword;
      const key = `${match.keyword} ${match.index}`;
      const row = rows.get(key) ?? matchRow(match);
      rows.set(key, row);
      wanted.push(row);
    }
    if (matches.length > limit) {
      more.textContent = `… ${matches.length - limit}`;
      wanted.push(moreRow);
    }
    if (anew) return list.replaceChildren(...wanted);
    // What stands where it should is not touched: moving a row costs its layout.
    wanted.forEach((row, index) => { if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null); });
    while (list.children.length > wanted.length) list.lastElementChild?.remove();
  };
  const headings = new Map<string, HTMLElement>();
  const heading = (keyword: string): HTMLElement => {
    const n = search.value.counts.get(keyword) ?? 0;
    const made = headings.get(keyword) ?? h("li", { class: "keyword" }, h("b", null, keyword), h("small"));
    headings.set(keyword, made);
    (made.lastElementChild as HTMLElement).textContent = counted("find.count", n);
    return made;
  };
  const drawFields = () => {
    const fields = app.fields.value;
    fieldPart.hidden = fields.length === 0;
    (fieldPart.querySelector(".count") as HTMLElement).textContent = String(fields.length);
    fieldList.replaceChildren(...fields.slice(0, 500).map(fieldRow));
  };

  search.watch((now, before) => {
    drawState();
    if (now.keywords !== before.keywords) limit = 80;
    if (now.matches !== before.matches) drawList();
    if (now.current === before.current) return;
    const current = now.current && `${now.current.keyword} ${now.current.index}`;
    for (const row of list.children) row.classList.toggle("now", (row as HTMLElement).dataset.match === current);
  });
  app.fields.watch(drawFields);
  app.model.watch((now, before) => {
    if (now.pages !== before.pages) input.value = "";
    if ((now.selection.length === 1) !== (before.selection.length === 1)) { drawList(true); drawFields(); }
  });
  app.view.watch((now, before) => { if (now.tool !== before.tool) { drawList(true); drawFields(); } });
  drawState();
  drawList();
  drawFields();
  return panel;
}

/** A plan counts only what can be seen, where anything can. */
function occurrence(app: App, match: Match): number {
  const same = app.search.value.matches.filter((one) => one.keyword === match.keyword);
  const seen = same.some((one) => one.visible) ? same.filter((one) => one.visible) : same;
  return Math.max(1, seen.filter((one) => one.index <= match.index).length);
}

function toolKind(app: App): "seal" | "signature" | "date" {
  const { tool } = app.view.value;
  return tool.type === "stamp" ? tool.kind : "seal";
}

function beside(app: App): Size {
  const one = preset(stampName(toolKind(app), app.settings.value.seal)) ?? preset("round-42");
  return one ? sides(one) : { width: 119, height: 119 };
}

/** 1-3, 7 */
export function short(pages: number[]): string {
  const parts: string[] = [];
  const sorted = [...pages].sort((a, b) => a - b);
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (sorted[j + 1] === (sorted[j] ?? 0) + 1) j += 1;
    parts.push(i === j ? String(sorted[i]) : `${sorted[i]}–${sorted[j]}`);
    i = j + 1;
  }
  return parts.join(", ");
}
