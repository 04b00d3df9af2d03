// The picker: puts the parts together, opens files, keeps what a person chose.

import { App, type Settings } from "./app";
import type { Engine } from "./engine/engine";
import { startEngine } from "./engine/wasm";
import { language, speak, t } from "./i18n";
import { guess, importText, PLAN } from "./importer";
import { wish } from "./model/reducer";
import { preset, sides } from "./model/sizes";
import { status } from "./panels/status";
import { printPlan } from "./print";
import { samples } from "./sample";
import { Searcher } from "./searcher";
import { Suggester } from "./suggester";
import { fromFragment } from "./share";
import { type Shell, shell } from "./shell";
import { scope } from "./store";
import { shortcuts } from "./shortcuts";
import { askPassword, showError, showKeys } from "./ui/dialogs";
import { h } from "./ui/dom";
import { Gestures } from "./view/gestures";
import { Overlay } from "./view/overlay";
import { Pages } from "./view/pages";
import { openDrawing, warm } from "./view/pdf";

const KEPT = "signplace";

function settings(): Settings {
  const chinese = navigator.languages.some((one) => one.toLowerCase().startsWith("zh"));
  const usual: Settings = { lang: chinese ? "zh" : "en", theme: "auto", unit: "pt", origin: "bottom-left", platform: PLAN, seal: "round-42" };
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Settings>;
    const sane = Object.fromEntries(Object.entries(kept).filter(([key, value]) => key in usual && typeof value === "string"));
    return { ...usual, ...sane };
  } catch {
    return usual;
  }
}

function start(engine: Engine): void {
  const app = new App(engine, settings());
  speak(app.settings.value.lang);
  const pages = new Pages(app);
  const overlay = new Overlay(app, pages);
  const gestures = new Gestures(app, pages, overlay);
  const searcher = new Searcher(app);
  const suggester = new Suggester(app);
  let shared: string | null = null;
  let opening = 0;

  const picker = h("input", { type: "file", accept: "application/pdf,.pdf,application/json,.json", hidden: true, onchange: () => {
    const [file] = picker.files ?? [];
    if (file) void take(file);
    picker.value = "";
  } });
  document.body.append(picker);

  const doings = {
    open: () => picker.click(),
    sample: () => void sample(),
    keys: () => showKeys(language()),
    print: () => void printPlan(app, app.drawing.value, document.getElementById("print") as HTMLElement),
    seam,
    suggest,
  };

  let current: Shell | null = null;
  let unmount = () => {};
  const mount = () => {
    document.documentElement.lang = app.settings.value.lang === "zh" ? "zh-CN" : "en";
    unmount();
    unmount = scope(() => {
      const foot = status(app);
      gestures.onPointer = (at) => foot.point(at);
      current = shell(app, pages, searcher, foot, doings);
    });
    if (!current) return;
    (document.getElementById("app") as HTMLElement).replaceChildren(current.element);
    pages.relabel();
    if (shared !== null) current.element.querySelector(".shared")?.removeAttribute("hidden");
  };
  mount();
  shortcuts(app, pages, gestures, { open: doings.open, keys: doings.keys, seam, suggest, find: () => current?.focusFind() });

  app.settings.watch((now, before) => {
    localStorage.setItem(KEPT, JSON.stringify(now));
    if (now.theme !== before.theme) {
      if (now.theme === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = now.theme;
    }
    if (now.lang !== before.lang) {
      speak(now.lang);
      mount();
    }
  });
  // pdf.js is on its way before there is a file.
  setTimeout(warm, 200);
  engine.platforms().then((platforms) => app.platforms.set(platforms), () => {});

  async function sample(): Promise<void> {
    const { name, url, plan } = samples[language()];
    const [bytes, text] = await Promise.all([fetch(url).then((it) => it.arrayBuffer()), fetch(plan).then((it) => it.text())]);
    if (await open(new Uint8Array(bytes), name)) await importText(app, PLAN, text, true).catch(() => 0);
  }

  async function take(file: File): Promise<void> {
    const json = /\.json$/i.test(file.name) || file.type === "application/json";
    if (json && app.view.value.name !== null) {
      const text = await file.text();
      await importText(app, guess(text, PLAN), text).catch((error: Error & { code?: string }) => fail(error));
      return;
    }
    try {
      await open(new Uint8Array(await file.arrayBuffer()), file.name);
    } catch (error) {
      fail(Object.assign(error as Error, { code: "io" }));
    }
  }

  function fail(error: Error & { code?: string }): void {
    showError(error.code ?? "other", error.message, doings, app.view.value.name !== null);
  }

  /** Opens a file in the engine and in pdf.js, asking for a password as often as needed. Says whether it is open. */
  async function open(bytes: Uint8Array, name: string): Promise<boolean> {
    const mine = (opening += 1);
    document.documentElement.classList.add("is-busy");
    let password: string | undefined;
    try {
      for (;;) {
        try {
          const opened = await engine.open(bytes.slice(), password);
          if (mine !== opening) return false;
          searcher.clear();
          suggester.clear();
          app.fields.set([]);
          app.dispatch({ type: "open", pages: opened.pages });
          app.view.update({ name, tool: { type: "pick" }, page: 1, fit: app.view.value.fit ?? "width" });
          pages.show(opened.pages);
          break;
        } catch (error) {
          const { code } = error as { code?: string };
          if (mine !== opening) return false;
          if (code !== "password_required" && code !== "password_wrong") return fail(error as Error), false;
          const typed = await askPassword(name, code === "password_wrong");
          if (typed === null) return false;
          password = typed;
        }
      }
    } finally {
      if (mine === opening) document.documentElement.classList.remove("is-busy");
    }
    const before = app.drawing.value;
    app.drawing.set(null);
    void before?.loadingTask.destroy();
    openDrawing(bytes, password).then(
      (now) => {
        if (mine !== opening) return void now.loadingTask.destroy();
        pages.paint(now);
        app.drawing.set(now);
      },
      () => pages.paint(null),
    );
    engine.fields().then(({ fields }) => mine === opening && app.fields.set(fields), () => {});
    if (shared !== null) {
      const text = shared;
      shared = null;
      await importText(app, PLAN, text, true).catch((error: Error) => fail(error));
    }
    return true;
  }

  /** What the document suggests, in the panel of boxes. */
  function suggest(): void {
    app.view.update({ tab: "boxes" });
    void suggester.ask();
  }

  /** A seam seal over all pages, at the middle of their height. */
  function seam(): void {
    const [first] = app.model.value.pages;
    const one = preset(app.settings.value.seal);
    if (!first || !one || app.model.value.pages.length < 2) return;
    const size = sides(one);
    const rect = { x: 0, y: (first.height - size.height) / 2, ...size };
    app.dispatch({ type: "add", items: [{ id: wish("seam"), kind: "seam", page: 1, rect, size: one.name, anchor: { type: "seam", pages: "all" } }] });
    app.view.update({ tool: { type: "pick" }, tab: "boxes" });
  }

  let inside = 0;
  const dragged = (event: DragEvent) => event.dataTransfer?.types.includes("Files");
  window.addEventListener("dragenter", (event) => {
    if (!dragged(event)) return;
    inside += 1;
    document.documentElement.classList.add("is-dropping");
    document.documentElement.dataset.drop = t("open.release");
  });
  window.addEventListener("dragleave", () => {
    inside = Math.max(0, inside - 1);
    if (inside === 0) document.documentElement.classList.remove("is-dropping");
  });
  window.addEventListener("dragover", (event) => dragged(event) && event.preventDefault());
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    inside = 0;
    document.documentElement.classList.remove("is-dropping");
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void take(file);
  });

  const link = async () => {
    const text = await fromFragment(location.hash);
    if (text === null) return;
    history.replaceState(null, "", location.pathname + location.search);
    if (app.view.value.name !== null) return void importText(app, PLAN, text).catch((error: Error) => fail(error));
    shared = text;
    current?.element.querySelector(".shared")?.removeAttribute("hidden");
  };
  window.addEventListener("hashchange", () => void link());
  void link();
}

startEngine().then(start, (error: Error) => {
  speak(settings().lang);
  (document.getElementById("app") as HTMLElement).replaceChildren(h("p", { class: "fatal", role: "alert", title: error.message }, t("error.start")));
});

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  window.addEventListener("load", () => void navigator.serviceWorker.register("./sw.js").catch(() => {}));
}
