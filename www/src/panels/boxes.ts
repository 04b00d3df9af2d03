// The panel of boxes: what is placed, and everything about the box that is chosen.

import type { App } from "../app";
import { t, told } from "../i18n";
import { offsetOf } from "../model/plan";
import { at, hang } from "../model/rect";
import { PRESETS, preset, sides } from "../model/sizes";
import { NINE, type Attach, type Item, type Kind, type Nine, type Rect } from "../model/types";
import { scope } from "../store";
import { open } from "../suggester";
import { askPages } from "../ui/dialogs";
import { fill, h } from "../ui/dom";
import { type Icon, icon } from "../ui/icons";
import { DECIMALS, fromPoints, shown, toPoints } from "../units";
import { Latest, readings, rows, type Subject } from "./readout";
import { platformNumbers } from "./numbers";
import { suggestionsPart } from "./suggestions";

const KINDS: Kind[] = ["seal", "signature", "date", "text"];
type Side = "x" | "y" | "width" | "height";
const SIDES: Side[] = ["x", "y", "width", "height"];

export function presetName(name: string): string {
  if (name === "signature" || name === "date") return t(`size.${name}`);
  const n = name.replace(/^\w+-/, "").replace("x", " × ");
  if (name.startsWith("round")) return t("shape.round", { n });
  if (name.startsWith("oval")) return t("shape.oval", { n });
  if (name.startsWith("square")) return t("shape.square", { n });
  return t("shape.rect", { n });
}

function pagesName(pages: string): string {
  return pages === "all" || pages === "odd" || pages === "even" ? t(`pages.${pages}`) : t("find.on", { page: pages });
}

export function boxesPanel(app: App, reveal: (item: Item) => void, suggest: () => void): HTMLElement {
  const list = h("ul", { class: "box-list" });
  const empty = h("div", { class: "empty" }, h("p", { class: "empty-title" }, t("boxes.none")), h("p", null, t("boxes.hint")));
  const detail = h("div", { class: "detail" });
  const panel = h("div", { class: "panel" }, empty, suggestionsPart(app, suggest, reveal), list, detail);

  let shownFor = "";
  let refresh: (() => void) | null = null;
  let leave = () => {};

  /** Rows stay as long as their boxes do: a row that is replaced under a finger or a focus is a row that is lost. */
  const drawList = () => {
    const { items, selection } = app.model.value;
    empty.hidden = items.length > 0 || app.model.value.mark !== null || open(app).length > 0;
    const there = new Map([...list.children].map((row) => [(row as HTMLElement).dataset.id, row as HTMLElement]));
    for (const [index, item] of items.entries()) {
      const row = there.get(item.id) ?? makeRow(item.id);
      there.delete(item.id);
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
      const warnings = app.answer.value.placements.get(item.id)?.flatMap((one) => one.warnings) ?? [];
      const words = [...new Set(warnings.map((one) => told("warning", one.code, one.message)))].join("\n");
      const where = item.anchor.type === "seam" ? pagesName(item.anchor.pages) : t("find.on", { page: item.page });
      const button = row.firstElementChild as HTMLElement;
      button.setAttribute("aria-pressed", String(selection.includes(item.id)));
      const looks = [item.id, item.kind, item.signer ?? "", where, words].join("|");
      if (button.dataset.looks === looks) continue;
      button.dataset.looks = looks;
      button.className = `row kind-${item.kind}`;
      button.replaceChildren(
        h("span", { class: "row-icon" }, icon(item.kind as Icon)),
        h("span", { class: "row-main" }, h("b", null, item.id), item.signer ? h("small", null, item.signer) : ""),
        words ? h("span", { class: "row-warn", title: words, role: "img", "aria-label": words }, icon("warn")) : "",
        h("span", { class: "row-page" }, where),
      );
    }
    for (const gone of there.values()) gone.remove();
  };

  const makeRow = (id: string) =>
    h(
      "li", { "data-id": id },
      h("button", {
        type: "button",
        onclick: (event: MouseEvent) => {
          const item = app.model.value.items.find((one) => one.id === id);
          if (!item) return;
          app.dispatch({ type: "select", ids: [id], add: event.shiftKey || event.ctrlKey || event.metaKey });
          reveal(item);
        },
      }),
    );

  const drawDetail = () => {
    const { selection, mark } = app.model.value;
    const [first] = app.selected();
    const kind = selection.length === 1 ? `${first?.kind}:${first?.anchor.type}` : selection.length > 1 ? "many" : mark ? "mark" : "none";
    const key = `${kind}|${selection.join("\n")}`;
    if (key !== shownFor) {
      shownFor = key;
      refresh = null;
      leave();
      leave = scope(() => {
        if (kind === "none") detail.replaceChildren();
        else if (kind === "mark") refresh = pointDetail(app, detail);
        else if (kind === "many") manyDetail(app, detail);
        else if (first) refresh = oneDetail(app, detail);
      });
    }
    refresh?.();
  };

  const draw = () => {
    drawList();
    drawDetail();
  };
  app.model.watch((now, before) => {
    draw();
    if (now.selection !== before.selection) list.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest" });
  });
  app.answer.watch(draw);
  app.suggested.watch(drawList);
  app.settings.watch((now, before) => {
    if (now.unit !== before.unit || now.origin !== before.origin || now.platform !== before.platform) refresh?.();
  });
  draw();
  return panel;
}

function unitSwitch(app: App): HTMLElement {
  const units = (["pt", "mm", "fraction"] as const).map((unit) =>
    h("button", { type: "button", "data-unit": unit, onclick: () => app.settings.update({ unit }) }, t(`unit.${unit}`)),
  );
  const origins = (["bottom-left", "top-left"] as const).map((origin) =>
    h("button", { type: "button", "data-origin": origin, "aria-label": t(`origin.${origin}`), title: t(`origin.${origin}`), onclick: () => app.settings.update({ origin }) }, origin === "bottom-left" ? "↙" : "↖"),
  );
  const draw = () => {
    for (const one of units) one.setAttribute("aria-pressed", String(one.dataset.unit === app.settings.value.unit));
    for (const one of origins) one.setAttribute("aria-pressed", String(one.dataset.origin === app.settings.value.origin));
  };
  app.settings.watch(draw);
  draw();
  return h(
    "div", { class: "switches" },
    h("div", { class: "segments", role: "group", "aria-label": t("unit") }, units),
    h("div", { class: "segments", role: "group", "aria-label": t("origin") }, origins),
  );
}

function buttons(app: App): HTMLElement {
  const one = (name: Icon, key: Parameters<typeof t>[0], act: () => void) =>
    h("button", { type: "button", class: "tool-button", "aria-label": t(key), title: t(key), onclick: act }, icon(name));
  const align = (["left", "center", "right", "top", "middle", "bottom"] as const).map((edge) =>
    one(`align-${edge}`, `align.${edge}`, () => app.dispatch({ type: "align", edge })),
  );
  return h(
    "div", { class: "actions" },
    h("div", { class: "action-group", role: "group", "aria-label": t("align") }, align),
    h(
      "div", { class: "action-group" },
      one("twice", "box.duplicate", () => app.dispatch({ type: "duplicate" })),
      one("pages", "box.copy", () => void askPages(app.model.value.pages.length).then((pages) => pages && app.dispatch({ type: "copy", pages }))),
      one("trash", "box.delete", () => app.dispatch({ type: "remove" })),
    ),
  );
}

function manyDetail(app: App, into: HTMLElement): void {
  into.replaceChildren(h("h2", null, t("boxes.many", { n: app.model.value.selection.length })), buttons(app));
}

function oneDetail(app: App, into: HTMLElement): () => void {
  const item = () => app.selected()[0];
  const first = item();
  if (!first) return () => {};
  const seam = first.kind === "seam";

  const id = h("input", { id: "box-id", type: "text", spellcheck: "false", onchange: () => item() && app.dispatch({ type: "rename", id: item()!.id, to: id.value }) });
  const signer = h("input", {
    id: "box-signer", type: "text", placeholder: t("box.signer.none"),
    onchange: () => item() && app.dispatch({ type: "edit", id: item()!.id, change: { signer: signer.value.trim() || undefined } }),
  });
  const kind = h(
    "select", { id: "box-kind", onchange: () => item() && app.dispatch({ type: "edit", id: item()!.id, change: { kind: kind.value as Kind } }) },
    (seam ? (["seam"] as Kind[]) : KINDS).map((one) => h("option", { value: one }, t(`kind.${one}`))),
  );
  const size = h(
    "select",
    {
      id: "box-size",
      onchange: () => {
        const chosen = preset(size.value);
        const one = item();
        if (chosen && one) app.dispatch({ type: "size", id: one.id, ...sides(chosen), name: chosen.name });
      },
    },
    h("option", { value: "" }, t("size.own")),
    PRESETS.map((one) => h("option", { value: one.name }, presetName(one.name))),
  );
  const inputs = Object.fromEntries(
    SIDES.map((side) => {
      const input = h("input", {
        id: `box-${side}`, type: "text", inputmode: "decimal", autocomplete: "off", class: "number",
        oninput: () => (input.dataset.typing = "1"),
        onblur: () => { delete input.dataset.typing; refreshNumbers(); },
        onchange: () => { delete input.dataset.typing; enter(app, side, input.value); refreshNumbers(); },
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          const step = (app.settings.value.unit === "fraction" ? 0.001 : 1) * (event.shiftKey ? 10 : 1);
          enter(app, side, String(Number(input.value) + (event.key === "ArrowUp" ? step : -step)));
          delete input.dataset.typing;
          refreshNumbers();
        },
      });
      return [side, input];
    }),
  ) as Record<Side, HTMLInputElement>;
  const rotation = h("input", {
    id: "box-rotation", type: "text", inputmode: "decimal", class: "number",
    onchange: () => {
      const value = Number(rotation.value);
      if (item() && Number.isFinite(value) && Math.abs(value) <= 360) app.dispatch({ type: "edit", id: item()!.id, change: { rotation: value || undefined } });
    },
  });
  const seamPages = h("input", {
    id: "box-seam", type: "text",
    onchange: () => item() && app.dispatch({ type: "anchor", id: item()!.id, anchor: { type: "seam", pages: seamPages.value.trim() || "all" } }),
  });
  const warnings = h("ul", { class: "warnings", "aria-label": t("warnings") });
  const table = h("table", { class: "coordinates" });
  const anchor = h("div", { class: "anchor" });
  const numbers = platformNumbers(app, () => app.selected());

  const field = (label: string, input: HTMLElement, className = "") =>
    h("div", { class: `field ${className}` }, h("label", { for: input.id }, label), input);

  into.replaceChildren(
    buttons(app),
    warnings,
    h("div", { class: "grid two" }, field(t("box.id"), id), field(t("box.kind"), kind)),
    field(t("box.signer"), signer),
    unitSwitch(app),
    h("div", { class: "grid four" }, ...SIDES.filter((side) => !seam || side === "y").map((side) => field(t(`box.${side}`), inputs[side]))),
    h("div", { class: "grid size-row" }, field(t("size"), size), seam ? field(t("box.seam.pages"), seamPages) : field(t("box.rotation"), rotation)),
    ...(seam ? [] : [anchor]),
    h("details", { class: "fold", open: true }, h("summary", null, t("numbers")), table),
    numbers.element,
  );

  let anchorFor: unknown = null;
  const latest = new Latest(
    (subject: Subject) => readings(app, subject),
    (read, subject) => {
      const page = app.model.value.pages[subject.page - 1];
      if (page) fillTable(table, rows(read, page).map((row) => ({ label: t(row.key), values: row.values })));
      table.dataset.page = String(subject.page);
    },
  );

  const refreshNumbers = () => {
    const one = item();
    if (!one) return;
    const values = shownSides(app, one);
    for (const side of SIDES) fill(inputs[side], values[side]);
  };

  return () => {
    const one = item();
    if (!one) return;
    fill(id, one.id);
    fill(signer, one.signer ?? "");
    fill(kind, one.kind);
    fill(size, one.size ?? "");
    fill(rotation, String(one.rotation ?? 0));
    if (one.anchor.type === "seam") fill(seamPages, one.anchor.pages);
    refreshNumbers();
    const signature = JSON.stringify([one.anchor, one.rect, app.settings.value.unit]);
    if (signature !== anchorFor && !anchor.contains(document.activeElement)) {
      anchorFor = signature;
      drawAnchor(app, one, anchor);
    }
    const found = app.answer.value.placements.get(one.id) ?? [];
    const said = found.flatMap((placement) => placement.warnings);
    const general = app.answer.value.warnings.filter((warning) => found.length === 0 || seam || warning.path === undefined);
    const words = new Map([...said, ...(found.length === 0 ? general : [])].map((warning) => [told(warning.code in KNOWN ? "error" : "warning", warning.code, warning.message), warning.message]));
    warnings.replaceChildren(...[...words].map(([text, message]) => h("li", { title: message }, icon("warn"), h("span", null, text))));
    warnings.hidden = words.size === 0;
    const slice = seam ? found.find((placement) => placement.page === app.view.value.page) ?? found[0] : undefined;
    const rect: Rect = slice?.box ?? one.rect;
    latest.put({ page: slice?.page ?? one.page, from: "points", x: rect.x, y: rect.y, width: rect.width, height: rect.height });
    numbers.refresh();
  };
}

const KNOWN: Record<string, true> = {
  keyword_not_found: true, occurrence_out_of_range: true, field_not_found: true, page_out_of_range: true, invalid_value: true, unknown_key: true,
};

function shownSides(app: App, item: Item): Record<Side, string> {
  const { unit, origin } = app.settings.value;
  const page = app.model.value.pages[item.page - 1] ?? { width: 1, height: 1 };
  const y = origin === "bottom-left" ? item.rect.y : page.height - item.rect.y - item.rect.height;
  const show = (value: number, side: number) => shown(fromPoints(value, unit, side), DECIMALS[unit]);
  return { x: show(item.rect.x, page.width), y: show(y, page.height), width: show(item.rect.width, page.width), height: show(item.rect.height, page.height) };
}

function enter(app: App, side: Side, text: string): void {
  const [one] = app.selected();
  const page = one && app.model.value.pages[one.page - 1];
  const typed = Number(text.trim().replace(",", "."));
  if (!one || !page || text.trim() === "" || !Number.isFinite(typed)) return;
  const { unit, origin } = app.settings.value;
  const value = toPoints(typed, unit, side === "x" || side === "width" ? page.width : page.height);
  const rect = { ...one.rect };
  if (side === "x") rect.x = value;
  if (side === "y") rect.y = origin === "bottom-left" ? value : page.height - value - rect.height;
  if (side === "width" && value > 0) rect.width = value;
  if (side === "height" && value > 0) {
    if (origin === "top-left") rect.y += rect.height - value;
    rect.height = value;
  }
  app.dispatch({ type: "put", items: [{ id: one.id, rect, sized: side === "width" || side === "height" }] });
}

function drawAnchor(app: App, item: Item, into: HTMLElement): void {
  const { anchor } = item;
  if (anchor.type === "seam") return;
  if (anchor.type === "page") {
    into.replaceChildren();
    into.hidden = true;
    return;
  }
  into.hidden = false;
  const name = anchor.type === "keyword" ? t(anchor.occurrence === -1 ? "anchor.keyword.last" : "anchor.keyword", { keyword: anchor.keyword, n: anchor.occurrence }) : t("anchor.field", { field: anchor.field });
  const { unit } = app.settings.value;
  const page = app.model.value.pages[item.page - 1] ?? { width: 1, height: 1 };
  const put = (attach: Attach, offset: { x: number; y: number }) => {
    const from = at(anchor.box, attach.anchor);
    const rect = hang(item.rect, attach.control, { x: from.x + offset.x, y: from.y + offset.y });
    app.dispatch({ type: "anchor", id: item.id, anchor: { ...anchor, attach }, rect });
  };
  const offset = offsetOf(item.rect, anchor.box, anchor.attach);
  const nine = (side: "control" | "anchor", id: string) => {
    const select: HTMLSelectElement = h(
      "select", { id, onchange: () => app.dispatch({ type: "anchor", id: item.id, anchor: { ...anchor, attach: { ...anchor.attach, [side]: select.value as Nine } } }) },
      NINE.map((one) => h("option", { value: one }, t(`nine.${one}`))),
    );
    select.value = anchor.attach[side];
    return select;
  };
  const number = (axis: "x" | "y", side: number) => {
    const input: HTMLInputElement = h("input", {
      id: `offset-${axis}`, type: "text", inputmode: "decimal", class: "number", value: shown(fromPoints(offset[axis], unit, side), DECIMALS[unit]),
      onchange: () => {
        const value = Number(input.value);
        if (Number.isFinite(value)) put(anchor.attach, { ...offset, [axis]: toPoints(value, unit, side) });
      },
    });
    return input;
  };
  into.replaceChildren(
    h(
      "div", { class: "anchor-head" },
      icon("anchor"), h("b", null, name),
      h("button", { type: "button", class: "link", onclick: () => app.dispatch({ type: "anchor", id: item.id, anchor: { type: "page" } }) }, t("anchor.detach")),
    ),
    h(
      "div", { class: "grid two" },
      h("div", { class: "field" }, h("label", { for: "attach-control" }, t("anchor.attach")), nine("control", "attach-control")),
      h("div", { class: "field" }, h("label", { for: "attach-anchor" }, t("anchor.to")), nine("anchor", "attach-anchor")),
      h("div", { class: "field" }, h("label", { for: "offset-x" }, `${t("anchor.offset")} x`), number("x", page.width)),
      h("div", { class: "field" }, h("label", { for: "offset-y" }, `${t("anchor.offset")} y`), number("y", page.height)),
    ),
  );
}

function pointDetail(app: App, into: HTMLElement): () => void {
  const table = h("table", { class: "coordinates" });
  const heading = h("h2", null, t("mark"));
  into.replaceChildren(heading, h("p", { class: "quiet" }, t("mark.hint")), table);
  const latest = new Latest(
    (subject: Subject) => readings(app, subject),
    (read, subject) => {
      const page = app.model.value.pages[subject.page - 1];
      if (page) fillTable(table, rows(read, page).map((row) => ({ label: t(row.key), values: row.values })));
      table.dataset.page = String(subject.page);
    },
  );
  return () => {
    const { mark } = app.model.value;
    if (!mark) return;
    heading.textContent = `${t("mark")} · ${t("find.on", { page: mark.page })}`;
    latest.put({ page: mark.page, from: "points", x: mark.x, y: mark.y });
  };
}

/** A table whose rows are copied by a click. */
export function fillTable(table: HTMLTableElement, lines: { label: string; values: string[] }[]): void {
  table.replaceChildren(
    h(
      "tbody", null,
      lines.map(({ label, values }) =>
        h("tr", null, h("th", { scope: "row" }, label), ...values.map((value) => h("td", null, value))),
      ),
    ),
  );
}
