// What lies over a page: boxes, occurrences, fields, anchors' lines, the point, guides. DOM boxes in percent of the page,
// so a zoom moves nothing here.

import type { App } from "../app";
import type { Placement } from "../engine/engine";
import { toPercent } from "../geometry";
import { t, told } from "../i18n";
import { at } from "../model/rect";
import type { Guide } from "../model/snap";
import { preset } from "../model/sizes";
import { NINE, type Item, type PageInfo, type Rect } from "../model/types";
import { open } from "../suggester";
import { h, set, svg } from "../ui/dom";
import { icon } from "../ui/icons";
import { shown } from "../units";
import type { Pages } from "./pages";
import { shapeOf, wholeSeal } from "./shape";

export interface Ghost {
  page: number;
  rect: Rect;
  kind: string;
  size?: string;
}

const HANDLES = NINE.filter((nine) => nine !== "center");

export class Overlay {
  private ghost: Ghost | null = null;
  private frame: { page: number; rect: Rect } | null = null;
  private guides: { page: number; guides: readonly Guide[] } | null = null;
  private dirty = new Set<number>();
  private waiting = false;

  constructor(private readonly app: App, private readonly pages: Pages) {
    pages.onNear = (page, near) => (near ? this.touch([page]) : this.pages.overlay(page)?.replaceChildren());
    app.model.watch((now, before) => {
      if (now.pages !== before.pages) return;
      this.touch(changedPages(now.items, before.items, app));
      if (now.items !== before.items && app.suggested.value.proposals.length > 0) this.touchAll();
      if (now.selection !== before.selection || now.mark !== before.mark) this.touchAll();
    });
    app.answer.watch(() => this.touchAll());
    app.search.watch((now, before) => {
      if (now.current !== before.current || now.matches.length < before.matches.length) return this.touchAll();
      if (now.matches === before.matches) return;
      // A search that goes on adds to the pages after those that it had been through.
      const pages = new Set(now.matches.map((match) => match.page));
      for (const match of before.matches) pages.delete(match.page);
      this.touch(pages);
    });
    app.fields.watch(() => this.touchAll());
    app.suggested.watch(() => this.touchAll());
    app.settings.watch((now, before) => now.lang !== before.lang && this.touchAll());
  }

  showGhost(ghost: Ghost | null): void {
    if (!ghost && !this.ghost) return;
    this.touch([this.ghost?.page ?? 0, ghost?.page ?? 0]);
    this.ghost = ghost;
  }

  showFrame(frame: { page: number; rect: Rect } | null): void {
    if (!frame && !this.frame) return;
    this.touch([this.frame?.page ?? 0, frame?.page ?? 0]);
    this.frame = frame;
  }

  showGuides(page: number, guides: readonly Guide[]): void {
    if (guides.length === 0 && !this.guides) return;
    this.touch([this.guides?.page ?? 0, page]);
    this.guides = guides.length > 0 ? { page, guides } : null;
  }

  private touchAll(): void {
    this.touch(this.app.model.value.pages.map((info) => info.page));
  }

  /** Pages are redrawn together, once a frame, and only those near the view. */
  private touch(pages: Iterable<number>): void {
    for (const page of pages) if (this.pages.isNear(page)) this.dirty.add(page);
    if (this.waiting || this.dirty.size === 0) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const dirty = this.dirty;
      this.dirty = new Set();
      for (const page of dirty) this.draw(page);
    });
  }

  private draw(page: number): void {
    const root = this.pages.overlay(page);
    const info = this.app.model.value.pages[page - 1];
    if (!root || !info || !this.pages.isNear(page)) return;
    const wanted: { key: string; make: () => HTMLElement; update: (element: HTMLElement) => void }[] = [];
    for (const item of this.app.model.value.items) {
      if (item.kind === "seam") {
        for (const slice of this.slices(item, page)) {
          wanted.push({ key: `box:${item.id}`, make: () => this.makeBox(), update: (element) => this.updateSlice(element, item, slice, info) });
        }
      } else if (item.page === page) {
        wanted.push({ key: `box:${item.id}`, make: () => this.makeBox(), update: (element) => this.updateBox(element, item, info) });
      }
    }
    this.keyed(root, wanted);
    this.drawing(root, info);
  }

  /** The elements that are there stay: a box that is being dragged or focused must not be replaced. */
  private keyed(root: HTMLElement, wanted: { key: string; make: () => HTMLElement; update: (element: HTMLElement) => void }[]): void {
    const there = new Map<string, HTMLElement>();
    for (const child of root.querySelectorAll<HTMLElement>(":scope > .box")) there.set(child.dataset.key ?? "", child);
    for (const { key, make, update } of wanted) {
      const element = there.get(key) ?? make();
      there.delete(key);
      element.dataset.key = key;
      update(element);
      if (!element.parentElement) root.append(element);
    }
    for (const gone of there.values()) gone.remove();
  }

  private slices(item: Item, page: number): Placement[] {
    const slices = this.app.answer.value.placements.get(item.id) ?? [];
    return slices.filter((slice) => slice.page === page).map((slice) => ({ ...slice, box: { ...slice.box, y: item.rect.y } }));
  }

  private makeBox(): HTMLElement {
    const element = h(
      "div", { class: "box", tabindex: "0", role: "button" },
      h("span", { class: "face" }),
      h("span", { class: "tag" }),
      h("span", { class: "alert", hidden: true }, icon("warn"), h("span")),
    );
    element.append(...HANDLES.map((nine) => h("span", { class: `handle ${nine}`, "data-handle": nine })));
    return element;
  }

  private updateBox(element: HTMLElement, item: Item, info: PageInfo): void {
    const { selection } = this.app.model.value;
    const chosen = selection.includes(item.id);
    const face = `${item.kind}:${item.size ?? ""}:${this.app.settings.value.lang}`;
    const holder = element.querySelector(".face") as HTMLElement;
    if (holder.dataset.face !== face) {
      holder.dataset.face = face;
      holder.replaceChildren(...shapeOf(item));
    }
    element.className = `box kind-${item.kind} shape-${preset(item.size)?.shape ?? "rect"}`;
    element.classList.toggle("chosen", chosen);
    element.classList.toggle("alone", chosen && selection.length === 1);
    element.classList.toggle("anchored", item.anchor.type !== "page");
    element.dataset.id = item.id;
    Object.assign(element.style, toPercent(item.rect, info));
    element.style.rotate = item.rotation ? `${item.rotation}deg` : "";
    (element.querySelector(".tag") as HTMLElement).dataset.text = item.id;
    set(element, "aria-pressed", chosen ? "true" : "false");
    const name = t("box.label", {
      kind: t(`kind.${item.kind}`), id: item.id, page: item.page,
      x: shown(item.rect.x, 1), y: shown(item.rect.y, 1), width: shown(item.rect.width, 1), height: shown(item.rect.height, 1),
    });
    this.warn(element, name, this.app.answer.value.placements.get(item.id)?.flatMap((one) => one.warnings) ?? []);
  }

  private updateSlice(element: HTMLElement, item: Item, slice: Placement, info: PageInfo): void {
    const slices = this.app.answer.value.placements.get(item.id) ?? [];
    const index = slices.findIndex((one) => one.page === slice.page);
    const chosen = this.app.model.value.selection.includes(item.id);
    const whole = slices.reduce((sum, one) => sum + one.box.width, 0);
    const before = slices.slice(0, index).reduce((sum, one) => sum + one.box.width, 0);
    const holder = element.querySelector(".face") as HTMLElement;
    const face = `${whole}:${before}:${slice.box.width}`;
    if (holder.dataset.face !== face) {
      holder.dataset.face = face;
      const seal = h("span", { class: "whole" }, wholeSeal());
      seal.style.width = `${(whole / slice.box.width) * 100}%`;
      seal.style.left = `${(-before / slice.box.width) * 100}%`;
      holder.replaceChildren(seal);
    }
    element.className = "box slice kind-seam shape-round";
    element.classList.toggle("chosen", chosen);
    element.dataset.id = item.id;
    Object.assign(element.style, toPercent(slice.box, info));
    (element.querySelector(".tag") as HTMLElement).dataset.text = item.id;
    set(element, "aria-pressed", chosen ? "true" : "false");
    const name = t("box.seam", {
      kind: t("kind.seam"), id: item.id, pages: `${index + 1}/${slices.length}`, y: shown(item.rect.y, 1),
    });
    this.warn(element, name, slice.warnings);
  }

  /** The box's name, and what may be wrong with it: to see beside it, and to hear. */
  private warn(element: HTMLElement, name: string, warnings: Placement["warnings"]): void {
    const alert = element.querySelector(".alert") as HTMLElement;
    alert.hidden = warnings.length === 0;
    const words = [...new Set(warnings.map((one) => told("warning", one.code, one.message)))];
    (alert.lastElementChild as HTMLElement).dataset.text = words.join(" · ");
    set(element, "aria-label", [name, ...words].join(" · "));
    alert.title = warnings.map((one) => one.message).join("\n");
  }

  /** Everything that is not a box: lines and outlines in one SVG, small labels beside it. */
  private drawing(root: HTMLElement, info: PageInfo): void {
    for (const old of root.querySelectorAll(":scope > :not(.box)")) old.remove();
    const { model, search, fields } = this.app;
    const { selection, mark, items } = model.value;
    const lines: Node[] = [];
    const labels: Node[] = [];
    const y = (value: number) => info.height - value;

    for (const field of fields.value) {
      if (field.page !== info.page) continue;
      const label = h("span", { class: "field-box", title: field.name });
      Object.assign(label.style, toPercent(field.box, info));
      labels.push(label);
    }
    for (const proposal of open(this.app)) {
      const { item } = proposal;
      if (item.page !== info.page) continue;
      const now = proposal === this.app.suggested.value.current ? " now" : "";
      const place = h("span", { class: `proposal kind-${item.kind}${now}`, "data-proposal": item.id }, h("span", { class: "face" }, shapeOf(item)));
      Object.assign(place.style, toPercent(item.rect, info));
      labels.push(place);
    }
    for (const match of search.value.matches) {
      if (match.page !== info.page) continue;
      const now = match === search.value.current ? " now" : "";
      for (const quad of match.quads) {
        lines.push(svg("polygon", { points: quad.map(([px, py]) => `${px},${y(py)}`).join(" "), class: `match${now}` }));
      }
      const label = h("span", { class: `match-number${now}`, "aria-hidden": "true" }, match.index);
      const { left, top } = toPercent(match.box, info);
      Object.assign(label.style, { left, top });
      labels.push(label);
    }
    for (const item of items) {
      if (item.page !== info.page || (item.anchor.type !== "keyword" && item.anchor.type !== "field")) continue;
      const { box, attach } = item.anchor;
      const [from, to] = [at(box, attach.anchor), at(item.rect, attach.control)];
      const chosen = selection.includes(item.id) ? " chosen" : "";
      const kind = `kind-${item.kind}`;
      lines.push(
        svg("rect", { x: box.x, y: y(box.y + box.height), width: box.width, height: box.height, class: `anchor-box ${kind}${chosen}` }),
        svg("line", { x1: from.x, y1: y(from.y), x2: to.x, y2: y(to.y), class: `anchor-line ${kind}${chosen}` }),
      );
      for (const point of [from, to]) {
        const dot = h("span", { class: `anchor-dot ${kind}${chosen}` });
        const { left, top } = toPercent({ ...point, width: 0, height: 0 }, info);
        Object.assign(dot.style, { left, top });
        labels.push(dot);
      }
    }
    if (this.guides?.page === info.page) {
      for (const { axis, at: value } of this.guides.guides) {
        lines.push(
          axis === "x"
            ? svg("line", { x1: value, x2: value, y1: 0, y2: info.height, class: "guide" })
            : svg("line", { x1: 0, x2: info.width, y1: y(value), y2: y(value), class: "guide" }),
        );
      }
    }
    if (this.ghost?.page === info.page) {
      const { rect, kind, size } = this.ghost;
      const ghost = h("div", { class: `ghost kind-${kind}` }, h("span", { class: "face" }, shapeOf({ id: "", kind: kind as Item["kind"], page: info.page, rect, size, anchor: { type: "page" } })));
      Object.assign(ghost.style, toPercent(rect, info));
      labels.push(ghost);
    }
    if (this.frame?.page === info.page) {
      const frame = h("div", { class: "marquee" });
      Object.assign(frame.style, toPercent(this.frame.rect, info));
      labels.push(frame);
    }
    if (mark?.page === info.page) {
      const point = h("span", { class: "mark", role: "img", "aria-label": t("mark") });
      const { left, top } = toPercent({ ...mark, width: 0, height: 0 }, info);
      Object.assign(point.style, { left, top });
      labels.push(point);
    }
    if (lines.length > 0) {
      const drawn = svg("svg", { viewBox: `0 0 ${info.width} ${info.height}`, preserveAspectRatio: "none", class: "lines", "aria-hidden": "true" }, ...lines);
      root.prepend(drawn);
    }
    root.append(...labels);
  }
}

function changedPages(now: readonly Item[], before: readonly Item[], app: App): Set<number> {
  const pages = new Set<number>();
  if (now === before) return pages;
  const old = new Map(before.map((item) => [item.id, item]));
  const touch = (item: Item) => {
    if (item.kind === "seam") for (const info of app.model.value.pages) pages.add(info.page);
    else pages.add(item.page);
  };
  for (const item of now) {
    const was = old.get(item.id);
    old.delete(item.id);
    if (was === item) continue;
    touch(item);
    if (was) touch(was);
  }
  for (const gone of old.values()) touch(gone);
  return pages;
}
