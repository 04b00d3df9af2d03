// Pointers on the pages, turned into actions. Every position comes through `toNormalized`.

import type { App } from "../app";
import { toNormalized, toPoints } from "../geometry";
import { usual } from "../model/sizes";
import { sheet, wish } from "../model/reducer";
import { between, inside, resized, touches } from "../model/rect";
import { type Lines, type Snapped, snapMove, snapValue, targets } from "../model/snap";
import type { Item, Nine, PageInfo, Point, Rect } from "../model/types";
import type { Overlay } from "./overlay";
import type { Pages } from "./pages";

/** Pixels that a pointer may tremble before a click becomes a drag. */
const TREMBLE = 4;
/** Pixels within which a box snaps. */
const REACH = 6;

interface Spot extends Point {
  page: number;
}

type Drag =
  | { type: "press"; from: Spot; shift: boolean }
  | { type: "draw"; from: Spot; frame: boolean; rect: Rect }
  | { type: "move"; from: Spot; items: Item[]; grabbed: Item; name: string; moved: boolean; only: boolean }
  | { type: "resize"; item: Item; handle: Nine; name: string }
  | { type: "pan"; x: number; y: number };

export class Gestures {
  private drag: { pointer: number; x: number; y: number; what: Drag } | null = null;
  private count = 0;
  private space = false;
  private pinch: { distance: number; zoom: number } | null = null;
  /** Called with the place under the pointer, or null when it is on no page. */
  onPointer: (at: { page: number; normalized: Point } | null) => void = () => {};

  constructor(private readonly app: App, private readonly pages: Pages, private readonly overlay: Overlay) {
    const root = pages.element;
    root.addEventListener("pointerdown", (event) => this.down(event));
    root.addEventListener("pointermove", (event) => this.move(event));
    root.addEventListener("pointerup", (event) => this.up(event));
    root.addEventListener("pointercancel", () => this.cancel());
    root.addEventListener("pointerleave", () => {
      if (this.drag) return;
      this.onPointer(null);
      this.overlay.showGhost(null);
    });
    root.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    root.addEventListener("touchstart", (event) => this.touch(event), { passive: false });
    root.addEventListener("touchmove", (event) => this.touchMove(event), { passive: false });
    root.addEventListener("touchend", () => (this.pinch = null));
    window.addEventListener("keydown", (event) => {
      if (event.key !== " " || (event.target as Element).closest("input, textarea, select, button, summary, .box")) return;
      event.preventDefault();
      this.space = true;
      root.classList.add("panning");
    });
    window.addEventListener("keyup", (event) => {
      if (event.key !== " ") return;
      this.space = false;
      root.classList.remove("panning");
    });
    app.view.watch((now, before) => now.tool !== before.tool && this.overlay.showGhost(null));
  }

  /** Undoes the drag that is under way; says whether there was one. */
  cancel(): boolean {
    const drag = this.drag?.what;
    this.drag = null;
    this.overlay.showFrame(null);
    this.overlay.showGuides(0, []);
    if (!drag) return false;
    if ((drag.type === "move" && drag.moved) || drag.type === "resize") {
      if (this.app.model.value.gesture === drag.name) this.app.dispatch({ type: "undo" });
    }
    return true;
  }

  private spot(event: { clientX: number; clientY: number }, page: number | null): Spot | null {
    const info = page ? sheet(this.app.model.value, page) : undefined;
    const frame = info ? this.pages.frame(info.page) : null;
    if (!info || !frame) return null;
    return { page: info.page, ...toPoints(toNormalized(event.clientX, event.clientY, frame), info) };
  }

  private down(event: PointerEvent): void {
    if (this.drag || this.pinch) return;
    const target = event.target as Element;
    const start = (what: Drag) => {
      this.drag = { pointer: event.pointerId, x: event.clientX, y: event.clientY, what };
    };
    if (event.button === 1 || (event.button === 0 && this.space)) {
      event.preventDefault();
      this.pages.element.setPointerCapture(event.pointerId);
      return start({ type: "pan", x: event.clientX, y: event.clientY });
    }
    if (event.button !== 0) return;
    const spot = this.spot(event, this.pages.pageAt(event.clientX, event.clientY));
    if (!spot) {
      if (target === this.pages.element || target.classList.contains("column")) this.app.dispatch({ type: "select", ids: [] });
      return;
    }
    const stamping = this.app.view.value.tool.type === "stamp";
    const box = stamping ? null : target.closest<HTMLElement>(".box");
    const item = box && this.app.model.value.items.find((one) => one.id === box.dataset.id);
    if (item) {
      const handle = target.closest<HTMLElement>("[data-handle]")?.dataset.handle as Nine | undefined;
      const name = `drag ${(this.count += 1)}`;
      this.pages.element.setPointerCapture(event.pointerId);
      if (handle) return start({ type: "resize", item, handle, name });
      const chosen = this.app.model.value.selection.includes(item.id);
      if (event.shiftKey) this.app.dispatch({ type: "select", ids: [item.id], add: true });
      else if (!chosen) this.app.dispatch({ type: "select", ids: [item.id] });
      if (event.shiftKey && chosen) return;
      return start({ type: "move", from: spot, items: this.app.selected(), grabbed: item, name, moved: false, only: !event.shiftKey && chosen });
    }
    if (event.pointerType === "mouse") this.pages.element.setPointerCapture(event.pointerId);
    (document.activeElement as HTMLElement | null)?.blur();
    start({ type: "press", from: spot, shift: event.shiftKey });
  }

  private move(event: PointerEvent): void {
    const page = this.pages.pageAt(event.clientX, event.clientY);
    const frame = page ? this.pages.frame(page) : null;
    this.onPointer(page && frame ? { page, normalized: toNormalized(event.clientX, event.clientY, frame) } : null);
    if (!this.drag) return this.hover(event, page);
    if (this.drag.pointer !== event.pointerId) return;
    const drag = this.drag.what;
    const far = Math.hypot(event.clientX - this.drag.x, event.clientY - this.drag.y) > TREMBLE;
    if (drag.type === "pan") {
      this.pages.element.scrollBy(drag.x - event.clientX, drag.y - event.clientY);
      this.drag.what = { type: "pan", x: event.clientX, y: event.clientY };
    } else if (drag.type === "press" && far && this.draws(event)) {
      this.pages.element.setPointerCapture(event.pointerId);
      this.drag.what = { type: "draw", from: drag.from, frame: drag.shift, rect: { ...drag.from, width: 0, height: 0 } };
      this.drawing(event, this.drag.what);
    } else if (drag.type === "draw") {
      this.drawing(event, drag);
    } else if (drag.type === "move" && (far || drag.moved)) {
      drag.moved = true;
      this.moving(event, drag, page);
    } else if (drag.type === "resize") {
      this.resizing(event, drag);
    }
  }

  private up(event: PointerEvent): void {
    if (this.drag?.pointer !== event.pointerId) return;
    const drag = this.drag.what;
    this.drag = null;
    this.overlay.showGuides(0, []);
    this.overlay.showFrame(null);
    if (drag.type === "press") this.click(drag.from);
    if (drag.type === "draw" && drag.frame) this.choose(drag.from.page, drag.rect);
    if (drag.type === "draw" && !drag.frame) this.drawn(drag.from.page, drag.rect);
    if (drag.type === "move" && !drag.moved && drag.only && drag.items.length > 1) {
      this.app.dispatch({ type: "select", ids: [drag.grabbed.id] });
    }
    this.app.dispatch({ type: "settle" });
  }

  /** With a finger the page scrolls, unless somebody asked to draw. */
  private draws(event: PointerEvent): boolean {
    const { tool } = this.app.view.value;
    if (tool.type === "stamp") return false;
    return tool.type === "draw" || event.pointerType !== "touch";
  }

  private click(at: Spot): void {
    const { tool } = this.app.view.value;
    if (tool.type === "stamp") {
      const rect = this.stampAt(at);
      if (!rect) return;
      const item: Item = { id: wish(tool.kind), kind: tool.kind, page: at.page, rect, size: tool.size, anchor: { type: "page" } };
      this.app.dispatch({ type: "add", items: [item] });
      this.app.view.update({ tool: { type: "pick" }, tab: "boxes" });
    } else {
      this.app.dispatch({ type: "mark", mark: { page: at.page, x: at.x, y: at.y } });
      this.app.view.update({ tool: { type: "pick" } });
    }
  }

  /** For the keyboard: the armed preset at the middle of a page. */
  stampHere(page: number): boolean {
    const info = sheet(this.app.model.value, page);
    if (!info || this.app.view.value.tool.type !== "stamp") return false;
    this.click({ page, x: info.width / 2, y: info.height / 2 });
    return true;
  }

  private stampAt(at: Spot): Rect | null {
    const { tool } = this.app.view.value;
    const info = sheet(this.app.model.value, at.page);
    if (tool.type !== "stamp" || !info) return null;
    const size = this.app.stampSize(tool);
    return inside({ x: at.x - size.width / 2, y: at.y - size.height / 2, ...size }, info);
  }

  private hover(event: PointerEvent, page: number | null): void {
    const { tool } = this.app.view.value;
    if (tool.type !== "stamp" || event.pointerType === "touch") return;
    const spot = this.spot(event, page);
    const rect = spot && this.stampAt(spot);
    this.overlay.showGhost(spot && rect ? { page: spot.page, rect, kind: tool.kind, size: tool.size } : null);
  }

  private drawing(event: PointerEvent, drag: Extract<Drag, { type: "draw" }>): void {
    const info = sheet(this.app.model.value, drag.from.page);
    const spot = this.spot(event, drag.from.page);
    if (!info || !spot) return;
    const to = { x: clamp(spot.x, info.width), y: clamp(spot.y, info.height) };
    drag.rect = between(drag.from, to);
    this.overlay.showFrame({ page: drag.from.page, rect: drag.rect });
  }

  private drawn(page: number, rect: Rect): void {
    if (rect.width < 4 || rect.height < 4) return;
    const item: Item = { id: wish("signature"), kind: "signature", page, rect, anchor: { type: "page" } };
    this.app.dispatch({ type: "add", items: [item] });
    this.app.view.update({ tool: { type: "pick" }, tab: "boxes" });
  }

  private choose(page: number, rect: Rect): void {
    const ids = this.app.model.value.items.filter((one) => one.page === page && one.kind !== "seam" && touches(one.rect, rect)).map((one) => one.id);
    this.app.dispatch({ type: "select", ids });
  }

  private moving(event: PointerEvent, drag: Extract<Drag, { type: "move" }>, under: number | null): void {
    const { grabbed } = drag;
    const page = grabbed.kind === "seam" ? drag.from.page : (under ?? drag.from.page);
    const spot = this.spot(event, page);
    const info = sheet(this.app.model.value, page);
    if (!spot || !info) return;
    const wanted = {
      ...grabbed.rect,
      x: grabbed.rect.x + spot.x - drag.from.x,
      y: grabbed.rect.y + spot.y - drag.from.y,
    };
    const snapped = this.snap(wanted, info, drag.items, event);
    this.overlay.showGuides(page, snapped.guides);
    const [dx, dy] = [snapped.rect.x - grabbed.rect.x, snapped.rect.y - grabbed.rect.y];
    const turned = page - grabbed.page;
    this.app.dispatch({
      type: "put",
      gesture: drag.name,
      items: drag.items.map((one) => {
        const to = one.kind === "seam" || !sheet(this.app.model.value, one.page + turned) ? one.page : one.page + turned;
        return { id: one.id, page: to, rect: { ...one.rect, x: one.rect.x + dx, y: one.rect.y + dy } };
      }),
    });
  }

  private resizing(event: PointerEvent, drag: Extract<Drag, { type: "resize" }>): void {
    const { item, handle } = drag;
    const info = sheet(this.app.model.value, item.page);
    const spot = this.spot(event, item.page);
    if (!info || !spot) return;
    const to = this.near(info, [item]);
    const reach = this.reach(event);
    const x = handle.includes("left") || handle.includes("right") ? snapValue(spot.x, to.xs, reach) : { value: spot.x };
    const y = handle.includes("top") || handle.includes("bottom") ? snapValue(spot.y, to.ys, reach) : { value: spot.y };
    const keep = event.shiftKey || (item.kind === "seal" && item.size !== undefined && /^(round|square)/.test(item.size));
    const rect = resized(item.rect, handle, { x: x.value, y: y.value }, keep);
    this.overlay.showGuides(item.page, [
      ...("at" in x && x.at !== undefined ? [{ axis: "x" as const, at: x.at }] : []),
      ...("at" in y && y.at !== undefined ? [{ axis: "y" as const, at: y.at }] : []),
    ]);
    this.app.dispatch({ type: "put", gesture: drag.name, items: [{ id: item.id, rect, sized: true }] });
  }

  private snap(rect: Rect, info: PageInfo, moving: readonly Item[], event: PointerEvent): Snapped {
    const lines: Lines = { x: [0, 0.5, 1], y: [0, 0.5, 1] };
    return snapMove(rect, this.near(info, moving), this.reach(event), lines);
  }

  private near(info: PageInfo, moving: readonly Item[]) {
    const ids = new Set(moving.map((one) => one.id));
    const boxes = this.app.model.value.items.filter((one) => one.page === info.page && one.kind !== "seam" && !ids.has(one.id));
    const matches = this.app.search.value.matches.filter((match) => match.page === info.page);
    const anchors = moving.flatMap((one) => ("box" in one.anchor && one.page === info.page ? [one.anchor.box] : []));
    return targets(info, boxes.map((one) => one.rect), [...matches.map((match) => match.box), ...anchors]);
  }

  private reach(event: PointerEvent): number {
    return event.ctrlKey || event.metaKey ? -1 : REACH / this.pages.scale;
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    this.pages.zoom(this.app.view.value.zoom * Math.exp(-clampTo(pixels, 60) / 240), { x: event.clientX, y: event.clientY });
  }

  private touch(event: TouchEvent): void {
    const [a, b] = event.touches;
    if (!a || !b) return;
    event.preventDefault();
    this.cancel();
    this.pinch = { distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), zoom: this.app.view.value.zoom };
  }

  private touchMove(event: TouchEvent): void {
    const [a, b] = event.touches;
    if (!this.pinch || !a || !b) return;
    event.preventDefault();
    const distance = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    const middle = { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 };
    this.pages.zoom((this.pinch.zoom * distance) / this.pinch.distance, middle);
  }
}

/** The size that a kind is stamped in. */
export function stampName(kind: "seal" | "signature" | "date", seal: string): string {
  return kind === "seal" ? seal : (usual(kind)?.name ?? "signature");
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function clampTo(value: number, most: number): number {
  return Math.min(Math.max(value, -most), most);
}
