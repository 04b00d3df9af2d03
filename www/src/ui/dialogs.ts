// Questions and messages over the page: the browser's own dialog, so focus and Esc are right.

import { t, told, type Key } from "../i18n";
import { pagesOf } from "../model/ranges";
import { h } from "./dom";
import { icon } from "./icons";

function show(className: string, label: string, ...children: Node[]): HTMLDialogElement {
  const close = h("button", { type: "button", class: "tool-button dialog-close", "aria-label": t("close"), onclick: () => dialog.close() }, icon("close"));
  const dialog: HTMLDialogElement = h("dialog", { class: className, "aria-label": label }, close, ...children);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** The password, or null when somebody thinks better of it. */
export function askPassword(name: string, wrong: boolean): Promise<string | null> {
  return new Promise((done) => {
    let answer: string | null = null;
    const input = h("input", { id: "password", type: "password", autocomplete: "off", required: true, autofocus: true });
    const form = h(
      "form", { method: "dialog", onsubmit: (event: Event) => { event.preventDefault(); answer = input.value; dialog.close(); } },
      h("h2", null, t("password.title")),
      h("p", { class: "quiet" }, name),
      wrong ? h("p", { class: "error", role: "alert" }, t("password.wrong")) : null,
      h("div", { class: "field" }, h("label", { for: "password" }, t("password.label")), input),
      h("div", { class: "button-row end" },
        h("button", { type: "button", onclick: () => dialog.close() }, t("cancel")),
        h("button", { type: "submit", class: "primary" }, t("password.open"))),
    );
    const dialog = show("dialog small", t("password.title"), form);
    dialog.addEventListener("close", () => done(answer));
    input.focus();
  });
}

/** Pages of a document of so many, all of them unless others are written; null when somebody thinks better of it. */
export function askPages(count: number): Promise<number[] | null> {
  return new Promise((done) => {
    let answer: number[] | null = null;
    const wrong = h("p", { class: "error", role: "alert", hidden: true }, t("box.copy.wrong", { n: count }));
    const input = h("input", { id: "copy-pages", type: "text", autocomplete: "off", value: `1-${count}` });
    const go = (event: Event) => {
      event.preventDefault();
      answer = pagesOf(input.value, count);
      wrong.hidden = answer !== null;
      input.setAttribute("aria-invalid", String(answer === null));
      if (answer) dialog.close();
    };
    const form = h(
      "form", { method: "dialog", onsubmit: go },
      h("h2", null, t("box.copy")),
      wrong,
      h("div", { class: "field" }, h("label", { for: "copy-pages" }, t("box.copy.pages")), input),
      h("div", { class: "button-row end" },
        h("button", { type: "button", onclick: () => { answer = null; dialog.close(); } }, t("cancel")),
        h("button", { type: "submit", class: "primary" }, t("box.copy.go"))),
    );
    const dialog = show("dialog small", t("box.copy"), form);
    dialog.addEventListener("close", () => done(answer));
    input.select();
  });
}

/** An error in the person's language, and ways on. */
export function showError(code: string, message: string, ways: { open(): void; sample(): void }, kept: boolean): void {
  const act = (way: () => void) => () => { dialog.close(); way(); };
  const dialog = show(
    "dialog small", t("error.title"),
    h("h2", null, t("error.title")),
    h("p", { role: "alert", title: message }, told("error", code, t("error.other"))),
    h("p", { class: "quiet" }, kept ? t("open.kept") : t("error.way")),
    h("div", { class: "button-row end" },
      h("button", { type: "button", onclick: act(ways.sample) }, t("open.sample")),
      h("button", { type: "button", class: "primary", onclick: act(ways.open) }, t("open.other"))),
  );
}

const SHEET: [string, Key][] = [
  ["V  B  S  G  D  E", "keys.tools"],
  ["P", "keys.suggest"],
  ["Enter", "keys.here"],
  ["← ↑ → ↓", "keys.move"],
  ["Shift + ← ↑ → ↓", "keys.move10"],
  ["Alt + ← ↑ → ↓", "keys.resize"],
  ["Tab", "keys.next"],
  ["Shift + ", "keys.add"],
  ["Ctrl + A", "keys.all"],
  ["Ctrl + D", "keys.duplicate"],
  ["Delete", "keys.delete"],
  ["Ctrl + Z  Ctrl + Shift + Z", "keys.undo"],
  ["Ctrl + ", "keys.nosnap"],
  ["+  −  0  9", "keys.zoom"],
  ["Ctrl + ", "keys.wheel"],
  ["Space + ", "keys.pan"],
  ["Page Up  Page Down", "keys.pages"],
  ["Home  End", "keys.ends"],
  ["Ctrl + O", "keys.open"],
  ["/", "keys.find"],
  ["Esc", "keys.escape"],
  ["?", "keys.help"],
];
const MOUSE: Partial<Record<Key, { zh: string; en: string }>> = {
  "keys.add": { zh: "单击", en: "click" }, "keys.nosnap": { zh: "拖动", en: "drag" },
  "keys.wheel": { zh: "滚轮", en: "wheel" }, "keys.pan": { zh: "拖动", en: "drag" },
};

export function showKeys(lang: "zh" | "en"): void {
  show(
    "dialog keys", t("keys"),
    h("h2", null, t("keys")),
    h("dl", null, SHEET.flatMap(([keys, what]) => {
      const words = keys.trimEnd().split(/\s{2,}/);
      const mouse = MOUSE[what]?.[lang];
      return [
        h("dt", null, words.map((word) => h("span", { class: "chord" }, word.split(" + ").flatMap((one) => one.replace(" +", "").split(/\s(?=[←↑→↓])/)).filter(Boolean).map((one) => h("kbd", null, one)))), mouse ? h("span", { class: "mouse" }, mouse) : null),
        h("dd", null, t(what)),
      ];
    })),
  );
}
