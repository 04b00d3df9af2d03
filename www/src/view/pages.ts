// The pages: a column that scrolls, drawn where it is seen, at any zoom. It knows where a page lies on the screen, and
// nothing of what lies on the page.

import type { App } from "../app";
import type { Frame } from "../geometry";
import { t } from "../i18n";
import type { PageInfo, Point, Size } from "../model/types";
import { h } from "../ui/dom";
import { type Drawing, type Rendering, draw } from "./pdf";

/** CSS pixels in a point at 100 %. */
const CSS_POINT = 96 / 72;
export const ZOOM_MIN = 0.25;
export const ZOOM_MAX = 4;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

interface Sheet {
  info: PageInfo;
  element: HTMLElement;
  paper: HTMLElement;
  overlay: HTMLElement;
  rendering: Rendering | null;
  drawnWidth: number;
  near: boolean;
}

export class Pages {
  readonly element = h("div", { class: "viewer", tabindex: "0", role: "region" });
  private readonly column = h("div", { class: "column" });
  private sheets: Sheet[] = [];
  private drawing: Drawing | null = null;
  private timer = 0;
  private readonly seen: IntersectionObserver;
  /** Called for a page when its overlay should be drawn or may be thrown away. */
  onNear: (page: number, near: boolean) => void = () => {};

  constructor(private readonly app: App) {
    this.element.append(this.column);
    this.seen = new IntersectionObserver((entries) => this.notice(entries), { root: this.element, rootMargin: "60% 0px" });
    this.element.addEventListener("scroll", () => this.follow(), { passive: true });
    new ResizeObserver(() => this.refit()).observe(this.element);
    app.view.watch((now, before) => {
      if (now.fit !== before.fit && now.fit) this.refit();
    });
    matchMedia("(min-resolution: 1.5dppx)").addEventListener("change", () => this.redraw());
  }

  show(pages: readonly PageInfo[]): void {
    for (const sheet of this.sheets) sheet.rendering?.cancel();
    this.seen.disconnect();
    this.drawing = null;
    this.sheets = pages.map((info) => {
      const paper = h("div", { class: "paper" });
      const overlay = h("div", { class: "overlay" });
      const element = h("div", { class: "page", "data-page": info.page, role: "group" }, paper, overlay);
      return { info, element, paper, overlay, rendering: null, drawnWidth: 0, near: false };
    });
    this.column.replaceChildren(...this.sheets.map((sheet) => sheet.element));
    this.relabel();
    this.element.scrollTo(0, 0);
    this.app.view.update({ page: 1 });
    this.refit();
    for (const sheet of this.sheets) this.seen.observe(sheet.element);
  }

  relabel(): void {
    this.element.setAttribute("aria-label", t("document"));
    for (const sheet of this.sheets) sheet.element.setAttribute("aria-label", t("page", { n: sheet.info.page }));
  }

  /** The pixels, when pdf.js has opened the file too. */
  paint(drawing: Drawing | null): void {
    this.drawing = drawing;
    this.redraw();
  }

  overlay(page: number): HTMLElement | undefined {
    return this.sheets[page - 1]?.overlay;
  }

  isNear(page: number): boolean {
    return this.sheets[page - 1]?.near ?? false;
  }

  /** CSS pixels in a point, now. */
  get scale(): number {
    return this.app.view.value.zoom * CSS_POINT;
  }

  /**
   * Where a page lies on the screen. Its sides are computed, not measured: the browser rounds what it lays out to
   * 1/64 pixel, which is more than a thousandth of a point.
   */
  frame(page: number): Frame | null {
    const sheet = this.sheets[page - 1];
    if (!sheet) return null;
    const { left, top } = sheet.element.getBoundingClientRect();
    return { left, top, width: sheet.info.width * this.scale, height: sheet.info.height * this.scale };
  }

  /** The page under a place on the screen, or the nearest one in the same column. */
  pageAt(clientX: number, clientY: number, nearest = false): number | null {
    const hit = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>(".page");
    if (hit && this.element.contains(hit)) return Number(hit.dataset.page);
    if (!nearest) return null;
    let best: { page: number; distance: number } | null = null;
    for (const sheet of this.sheets) {
      if (!sheet.near) continue;
      const { top, bottom } = sheet.element.getBoundingClientRect();
      const distance = clientY < top ? top - clientY : clientY > bottom ? clientY - bottom : 0;
      if (!best || distance < best.distance) best = { page: sheet.info.page, distance };
    }
    return best?.page ?? null;
  }

  /** Zooms so that what lies under `at` (or the middle of the view) stays there. */
  zoom(to: number, at?: Point): void {
    const zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, to));
    const view = this.element.getBoundingClientRect();
    const spot = at ?? { x: view.left + view.width / 2, y: view.top + view.height / 2 };
    const page = this.pageAt(spot.x, spot.y, true);
    const before = page ? this.frame(page) : null;
    const [fx, fy] = before ? [(spot.x - before.left) / before.width, (spot.y - before.top) / before.height] : [0, 0];
    this.app.view.update({ zoom, fit: null });
    this.layout();
    const after = page ? this.frame(page) : null;
    if (after) {
      this.element.scrollBy(after.left + fx * after.width - spot.x, after.top + fy * after.height - spot.y);
    }
  }

  step(direction: 1 | -1): void {
    const { zoom } = this.app.view.value;
    const next = direction > 0 ? STEPS.find((step) => step > zoom + 0.005) : STEPS.findLast((step) => step < zoom - 0.005);
    if (next) this.zoom(next);
  }

  fit(fit: "width" | "page"): void {
    const { page } = this.app.view.value;
    this.app.view.update({ fit });
    this.refit();
    this.go(page);
  }

  go(page: number): void {
    const sheet = this.sheets[page - 1];
    if (!sheet) return;
    const { top } = sheet.element.getBoundingClientRect();
    this.element.scrollTo({ top: this.element.scrollTop + top - this.element.getBoundingClientRect().top - 16 });
    this.app.view.update({ page });
  }

  /** Scrolls as little as needed to see this part of a page (fractions from its upper-left corner). */
  reveal(page: number, from: Point, to: Point): void {
    const frame = this.frame(page);
    if (!frame) return;
    const view = this.element.getBoundingClientRect();
    const margin = 72;
    const top = frame.top + from.y * frame.height - view.top;
    const bottom = frame.top + to.y * frame.height - view.top;
    const left = frame.left + from.x * frame.width - view.left;
    const right = frame.left + to.x * frame.width - view.left;
    const dy = top < margin || bottom > view.height - margin ? (top + bottom) / 2 - view.height / 2 : 0;
    const dx = left < 0 || right > view.width ? (left + right) / 2 - view.width / 2 : 0;
    if (dx !== 0 || dy !== 0) this.element.scrollBy(dx, dy);
  }

  private refit(): void {
    const { fit, page } = this.app.view.value;
    const info = this.sheets[page - 1]?.info;
    if (!info) return;
    if (fit) {
      const style = getComputedStyle(this.column);
      const aside = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      const room: Size = { width: this.element.clientWidth - aside, height: this.element.clientHeight - 32 };
      if (room.width <= 0) return;
      const wide = room.width / (info.width * CSS_POINT);
      const high = room.height / (info.height * CSS_POINT);
      const zoom = fit === "width" ? Math.min(wide, 1.6) : Math.min(wide, high);
      const before = this.frame(page);
      const view = this.element.getBoundingClientRect();
      const share = before && before.height > 0 ? (view.top - before.top) / before.height : 0;
      this.app.view.update({ zoom: Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom)) });
      this.layout();
      const after = this.frame(page);
      if (after && share > 0) this.element.scrollBy(0, after.top + share * after.height - view.top);
    }
    this.layout();
  }

  private layout(): void {
    for (const { info, element } of this.sheets) {
      element.style.width = `${info.width * this.scale}px`;
      element.style.height = `${info.height * this.scale}px`;
    }
    this.element.style.setProperty("--px", String(1 / this.scale));
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.redraw(), 120);
  }

  private notice(entries: IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const sheet = this.sheets.find((one) => one.element === entry.target);
      if (!sheet || sheet.near === entry.isIntersecting) continue;
      sheet.near = entry.isIntersecting;
      sheet.element.toggleAttribute("data-near", sheet.near);
      this.onNear(sheet.info.page, sheet.near);
      if (sheet.near) this.drawSheet(sheet);
      else this.forget(sheet);
    }
    // Who leaps to a far page has scrolled before anybody knew that it is near.
    this.follow();
  }

  private follow(): void {
    const view = this.element.getBoundingClientRect();
    const line = view.top + view.height * 0.4;
    const sheet = this.sheets.find((one) => one.near && one.element.getBoundingClientRect().bottom + 8 > line);
    if (sheet && sheet.info.page !== this.app.view.value.page) this.app.view.update({ page: sheet.info.page });
  }

  private redraw(): void {
    for (const sheet of this.sheets) if (sheet.near) this.drawSheet(sheet);
  }

  private forget(sheet: Sheet): void {
    sheet.rendering?.cancel();
    sheet.rendering = null;
    sheet.drawnWidth = 0;
    sheet.paper.replaceChildren();
  }

  private drawSheet(sheet: Sheet): void {
    const { info, paper } = sheet;
    if (!this.drawing) return;
    const [width, height] = [info.width * this.scale, info.height * this.scale];
    const wanted = Math.round(width * devicePixelRatio);
    if (sheet.drawnWidth === wanted) return;
    sheet.drawnWidth = wanted;
    sheet.rendering?.cancel();
    const rendering = draw(this.drawing, info.page, width, height, devicePixelRatio);
    sheet.rendering = rendering;
    rendering.done.then(
      (canvas) => {
        if (sheet.rendering !== rendering || !sheet.near) return;
        canvas.setAttribute("aria-hidden", "true");
        paper.replaceChildren(canvas);
        sheet.element.dataset.drawn = "";
      },
      () => {
        if (sheet.rendering !== rendering) return;
        paper.replaceChildren(h("p", { class: "undrawn" }, t("page.failed")));
        sheet.element.dataset.drawn = "failed";
      },
    );
  }
}
