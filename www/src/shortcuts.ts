// The keyboard. Keys that type stay with the field that is typed in.

import type { App } from "./app";
import type { Gestures } from "./view/gestures";
import { stampName } from "./view/gestures";
import type { Pages } from "./view/pages";

export interface Commands {
  open(): void;
  find(): void;
  keys(): void;
  seam(): void;
  suggest(): void;
}

export function shortcuts(app: App, pages: Pages, gestures: Gestures, commands: Commands): void {
  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const target = event.target as HTMLElement;
    const typing = target.closest("input, textarea, select") !== null;
    if (run(event, typing, target)) event.preventDefault();
  });

  let series = { key: "", name: "", at: 0 };
  /** Presses that follow each other quickly are one step of history. */
  const gesture = (key: string): string => {
    const now = performance.now();
    const name = series.key === key && now - series.at < 800 ? series.name : `${key} ${now}`;
    series = { key, name, at: now };
    return name;
  };

  function run(event: KeyboardEvent, typing: boolean, target: HTMLElement): boolean {
    const command = event.ctrlKey || event.metaKey;
    const open = app.view.value.name !== null;
    if (command && !event.altKey) {
      const key = event.key.toLowerCase();
      if (key === "o") return commands.open(), true;
      if (!open || typing) return false;
      if (key === "z") return app.dispatch({ type: event.shiftKey ? "redo" : "undo" }), true;
      if (key === "y") return app.dispatch({ type: "redo" }), true;
      if (key === "a") return app.dispatch({ type: "select", ids: app.model.value.items.map((one) => one.id) }), true;
      if (key === "d") return app.dispatch({ type: "duplicate" }), true;
      if (key === "f") return commands.find(), true;
      return false;
    }
    if (event.key === "Escape") return escape(typing, target);
    if (typing || command) return false;
    if (event.key === "?") return commands.keys(), true;
    if (!open) return false;
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (arrow) return arrows(arrow as [number, number], event, target);
    if ((event.key === "Enter" || event.key === " ") && target.classList.contains("box")) {
      app.dispatch({ type: "select", ids: [target.dataset.id ?? ""], add: event.shiftKey });
      app.view.update({ tab: "boxes" });
      return true;
    }
    if (event.key === "Enter" && !target.closest("button, summary")) return gestures.stampHere(app.view.value.page);
    if (event.altKey) return false;
    const { page } = app.view.value;
    switch (event.key) {
      case "Delete":
      case "Backspace":
        return app.dispatch({ type: "remove" }), true;
      case "+":
      case "=":
        return pages.step(1), true;
      case "-":
        return pages.step(-1), true;
      case "0":
        return pages.fit("width"), true;
      case "9":
        return pages.fit("page"), true;
      case "PageUp":
        return pages.go(Math.max(1, page - 1)), true;
      case "PageDown":
        return pages.go(Math.min(app.model.value.pages.length, page + 1)), true;
      case "Home":
        return pages.go(1), true;
      case "End":
        return pages.go(app.model.value.pages.length), true;
      case "/":
        return commands.find(), true;
      case "v":
        return app.view.update({ tool: { type: "pick" } }), true;
      case "b":
        return app.view.update({ tool: { type: "draw" } }), true;
      case "s":
        return arm("seal");
      case "g":
        return arm("signature");
      case "d":
        return arm("date");
      case "e":
        return commands.seam(), true;
      case "p":
        return commands.suggest(), true;
      default:
        return false;
    }
  }

  function arm(kind: "seal" | "signature" | "date"): true {
    app.view.update({ tool: { type: "stamp", kind, size: stampName(kind, app.settings.value.seal) } });
    return true;
  }

  function escape(typing: boolean, target: HTMLElement): boolean {
    if (typing) return target.blur(), true;
    if (gestures.cancel()) return true;
    if (app.view.value.tool.type !== "pick") return app.view.update({ tool: { type: "pick" } }), true;
    app.dispatch({ type: "select", ids: [] });
    app.dispatch({ type: "mark", mark: null });
    return true;
  }

  function arrows([dx, dy]: [number, number], event: KeyboardEvent, target: HTMLElement): boolean {
    if (target.closest("[role=tab], summary, .code")) return false;
    const focused = target.closest<HTMLElement>(".box")?.dataset.id;
    if (focused && !app.model.value.selection.includes(focused)) app.dispatch({ type: "select", ids: [focused] });
    if (app.model.value.selection.length === 0) return false;
    const by = event.shiftKey ? 10 : 1;
    const key = `${event.altKey ? "grow" : "nudge"} ${app.model.value.selection.join()}`;
    if (event.altKey) app.dispatch({ type: "grow", dw: dx * by, dh: dy * by, gesture: gesture(key) });
    else app.dispatch({ type: "nudge", dx: dx * by, dy: dy * by, gesture: gesture(key) });
    return true;
  }
}
