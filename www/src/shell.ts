// The frame around the pages: bars, panels, the way they change with the width of the window. Rebuilt when the language
// changes; the pages are not.

import type { App, Tab, Theme } from "./app";
import { t, type Key } from "./i18n";
import type { Item, Rect } from "./model/types";
import { SEALS } from "./model/sizes";
import { boxesPanel, presetName } from "./panels/boxes";
import { exportPanel } from "./panels/export";
import { findPanel } from "./panels/find";
import { thumbnails } from "./panels/thumbnails";
import type { status } from "./panels/status";
import type { Searcher } from "./searcher";
import { h } from "./ui/dom";
import { type Icon, icon, logo } from "./ui/icons";
import type { Pages } from "./view/pages";
import { stampName } from "./view/gestures";

export interface Doings {
  open(): void;
  sample(): void;
  keys(): void;
  print(): void;
  seam(): void;
  suggest(): void;
}

export interface Shell {
  element: HTMLElement;
  focusFind(): void;
}

export function shell(app: App, pages: Pages, searcher: Searcher, foot: ReturnType<typeof status>, doings: Doings): Shell {
  const reveal = (page: number, box: Rect) => {
    const info = app.model.value.pages[page - 1];
    if (!info) return;
    const top = 1 - (box.y + box.height) / info.height;
    pages.reveal(page, { x: box.x / info.width, y: top }, { x: (box.x + box.width) / info.width, y: 1 - box.y / info.height });
  };
  const revealItem = (item: Item) => {
    if (item.kind !== "seam") reveal(item.page, item.rect);
  };

  // The bar at the top.
  const name = h("span", { class: "file-name" });
  const bar = h(
    "header", { class: "bar" },
    h("div", { class: "bar-start" }, h("span", { class: "brand" }, logo(), h("b", null, "signplace")), name),
    pageControls(app, pages),
    h(
      "div", { class: "bar-end" },
      tool("undo", "undo", () => app.dispatch({ type: "undo" }), "undo"),
      tool("redo", "redo", () => app.dispatch({ type: "redo" }), "redo"),
      h("span", { class: "rule" }),
      themeButton(app),
      h("button", { type: "button", class: "language", lang: app.settings.value.lang === "zh" ? "en" : "zh", onclick: () => app.settings.update({ lang: app.settings.value.lang === "zh" ? "en" : "zh" }) }, t("lang.other")),
      tool("keys", "keys", doings.keys, "help"),
      h("button", { type: "button", class: "primary open", onclick: doings.open }, icon("open"), h("span", null, t("open"))),
    ),
  );

  // Panels at the side.
  const tabs: { tab: Tab; key: Key; panel: HTMLElement }[] = [
    { tab: "pages", key: "tab.pages", panel: thumbnails(app, pages) },
    { tab: "boxes", key: "tab.boxes", panel: boxesPanel(app, revealItem, doings.suggest) },
    { tab: "find", key: "tab.find", panel: findPanel(app, searcher, reveal) },
    { tab: "export", key: "tab.export", panel: exportPanel(app, doings.print) },
  ];
  const buttons = tabs.map(({ tab, key, panel }) => {
    panel.id = `panel-${tab}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", `tab-${tab}`);
    const button = h("button", { type: "button", role: "tab", id: `tab-${tab}`, "data-tab": tab, "aria-controls": panel.id, onclick: () => app.view.update({ tab }) }, t(key));
    button.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      const visible = buttons.filter((one) => one.offsetParent !== null);
      const next = visible[(visible.indexOf(button) + step + visible.length) % visible.length];
      next?.click();
      next?.focus();
    });
    return button;
  });
  const side = h("aside", { class: "side", "aria-label": t("panels") }, h("div", { class: "tabs", role: "tablist" }, buttons), ...tabs.map((one) => one.panel));
  const drawTabs = () => {
    const { tab } = app.view.value;
    for (const button of buttons) {
      const chosen = button.dataset.tab === tab;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    for (const one of tabs) one.panel.hidden = one.tab !== tab;
    element.dataset.tab = tab;
  };

  const rail = h("nav", { class: "rail", "aria-label": t("pages") }, thumbnails(app, pages));
  const stage = h("main", { class: "stage" }, pages.element, toolbar(app, doings), foot.element);
  const element = h("div", { class: "shell" }, bar, welcome(doings), rail, stage, side);

  const drawName = () => {
    const open = app.view.value.name !== null;
    name.textContent = app.view.value.name ?? "";
    element.classList.toggle("is-open", open);
    document.title = open ? `${app.view.value.name} · signplace` : t("app.title");
  };
  const drawHistory = () => {
    (bar.querySelector("[data-do=undo]") as HTMLButtonElement).disabled = app.model.value.past.length === 0;
    (bar.querySelector("[data-do=redo]") as HTMLButtonElement).disabled = app.model.value.future.length === 0;
  };
  app.view.watch((now, before) => {
    if (now.name !== before.name) drawName();
    if (now.tab !== before.tab) drawTabs();
  });
  app.model.watch(drawHistory);
  drawName();
  drawTabs();
  drawHistory();
  return {
    element,
    focusFind() {
      app.view.update({ tab: "find" });
      const input = element.querySelector<HTMLInputElement>("#find-keywords");
      input?.focus();
      input?.select();
    },
  };
}

function tool(name: Icon, key: Key, act: () => void, does = ""): HTMLButtonElement {
  return h("button", { type: "button", class: "tool-button", "aria-label": t(key), title: t(key), "data-do": does || null, onclick: act }, icon(name));
}

function themeButton(app: App): HTMLButtonElement {
  const order: Theme[] = ["auto", "light", "dark"];
  const button = h("button", {
    type: "button", class: "tool-button",
    onclick: () => app.settings.update({ theme: order[(order.indexOf(app.settings.value.theme) + 1) % 3] ?? "auto" }),
  });
  const draw = () => {
    const { theme } = app.settings.value;
    button.replaceChildren(icon(theme === "auto" ? "auto" : theme === "light" ? "sun" : "moon"));
    button.title = t(`theme.${theme}`);
    button.setAttribute("aria-label", t(`theme.${theme}`));
  };
  app.settings.watch((now, before) => now.theme !== before.theme && draw());
  draw();
  return button;
}

function pageControls(app: App, pages: Pages): HTMLElement {
  const number = h("input", {
    type: "text", inputmode: "numeric", class: "page-number", "aria-label": t("page.go"),
    onchange: () => {
      const n = Math.min(Math.max(1, Math.round(Number(number.value)) || app.view.value.page), app.model.value.pages.length);
      pages.go(n);
      number.value = String(n);
      number.blur();
    },
  });
  const of = h("span", { class: "page-of" });
  const zoom = h("input", {
    type: "text", inputmode: "numeric", class: "zoom-level", "aria-label": t("zoom.level"),
    onchange: () => {
      const level = Number(zoom.value.replace("%", ""));
      if (Number.isFinite(level) && level > 0) pages.zoom(level / 100);
      draw();
      zoom.blur();
    },
  });
  const draw = () => {
    const { page, zoom: level } = app.view.value;
    if (document.activeElement !== number) number.value = String(page);
    of.textContent = t("page.of", { n: app.model.value.pages.length });
    zoom.value = `${Math.round(level * 100)}%`;
  };
  app.view.watch(draw);
  app.model.watch((now, before) => now.pages !== before.pages && draw());
  draw();
  return h(
    "div", { class: "bar-middle" },
    h("div", { class: "group" }, tool("left", "page.previous", () => pages.go(Math.max(1, app.view.value.page - 1))), number, of, tool("right", "page.next", () => pages.go(Math.min(app.model.value.pages.length, app.view.value.page + 1)))),
    h("div", { class: "group zoom" }, tool("minus", "zoom.out", () => pages.step(-1)), zoom, tool("plus", "zoom.in", () => pages.step(1)), tool("width", "zoom.width", () => pages.fit("width")), tool("whole", "zoom.page", () => pages.fit("page"))),
  );
}

function toolbar(app: App, doings: Doings): HTMLElement {
  const arm = (kind: "seal" | "signature" | "date") => () => {
    const { tool: now } = app.view.value;
    const same = now.type === "stamp" && now.kind === kind;
    app.view.update({ tool: same ? { type: "pick" } : { type: "stamp", kind, size: stampName(kind, app.settings.value.seal) } });
  };
  const big = (name: Icon, key: Key, act: () => void, does: string) =>
    h("button", { type: "button", class: `stamp kind-${does}`, "data-tool": does, onclick: act, title: t(key) }, icon(name), h("span", null, t(key)));
  const sizes = h(
    "select",
    {
      "aria-label": t("tool.sizes"), title: t("tool.sizes"),
      onchange: () => {
        app.settings.update({ seal: sizes.value });
        app.view.update({ tool: { type: "stamp", kind: "seal", size: sizes.value } });
      },
    },
    SEALS.map((one) => h("option", { value: one.name }, presetName(one.name))),
  );
  sizes.value = app.settings.value.seal;
  const all = [
    big("cursor", "tool.pick", () => app.view.update({ tool: { type: "pick" } }), "pick"),
    big("box", "tool.draw", () => app.view.update({ tool: app.view.value.tool.type === "draw" ? { type: "pick" } : { type: "draw" } }), "draw"),
    big("seal", "tool.seal", arm("seal"), "seal"),
    h("span", { class: "seal-size" }, icon("down"), sizes),
    big("signature", "tool.signature", arm("signature"), "signature"),
    big("date", "tool.date", arm("date"), "date"),
    big("seam", "tool.seam", doings.seam, "seam"),
  ];
  const draw = () => {
    const { tool: now } = app.view.value;
    const name = now.type === "stamp" ? now.kind : now.type;
    for (const one of all) if (one instanceof HTMLButtonElement && one.dataset.tool !== "seam") one.setAttribute("aria-pressed", String(one.dataset.tool === name));
    document.documentElement.dataset.tool = now.type;
  };
  app.view.watch((now, before) => now.tool !== before.tool && draw());
  app.model.watch(() => ((all[6] as HTMLButtonElement).disabled = app.model.value.pages.length < 2));
  draw();
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": t("tools") }, all);
}

function welcome(doings: Doings): HTMLElement {
  return h(
    "section", { class: "welcome" },
    h(
      "div", { class: "welcome-card" },
      h("div", { class: "welcome-mark" }, logo()),
      h("h1", null, t("app.title").replace(/^signplace[:：]\s*/, "")),
      h("p", { class: "lead" }, t("open.lead")),
      h("div", { class: "welcome-actions" },
        h("button", { type: "button", class: "primary big", onclick: doings.open }, icon("open"), h("span", null, t("open"))),
        h("button", { type: "button", class: "big", onclick: doings.sample }, t("open.sample"))),
      h("p", { class: "quiet welcome-drop" }, t("open.drop"), " · ", t("open.private")),
      h("p", { class: "note shared", hidden: true }, t("open.shared")),
    ),
  );
}
