// The panel that gives the plan away and takes one in: as ours, or in a platform's words.

import type { App } from "../app";
import { counted, language, t, told } from "../i18n";
import { guess, importText, PLAN } from "../importer";
import { toPlan } from "../model/plan";
import { toFragment } from "../share";
import { h, say } from "../ui/dom";
import { icon } from "../ui/icons";
import { saveAs } from "../ui/save";
import { papersPart } from "./papers";
import { Latest } from "./readout";

export function exportPanel(app: App, print: () => void): HTMLElement {
  const choice = h("select", { id: "export-as", onchange: () => app.settings.update({ platform: choice.value }) });
  const meaning = h("p", { class: "quiet" });
  const code = h("pre", { class: "code tall", tabindex: "0", role: "region", "aria-label": t("export.label") });
  const said = h("p", { class: "note", role: "status" });
  const button = (name: Parameters<typeof icon>[0], key: Parameters<typeof t>[0], act: () => void, className = "") =>
    h("button", { type: "button", class: className, onclick: act }, icon(name), h("span", null, t(key)));

  const copy = button("copy", "export.copy", () => {
    void navigator.clipboard.writeText(code.textContent ?? "").then(() => say(said, t("export.copied")));
  }, "primary");
  const save = button("save", "export.save", () => download(app, choice.value, code.textContent ?? ""));
  const share = button("share", "export.share", () => {
    void toFragment(toPlan(app.model.value.items)).then(async (fragment) => {
      if (!fragment) return say(said, t("export.long"));
      await navigator.clipboard.writeText(new URL(fragment, location.href).href);
      say(said, t("export.shared"));
    });
  });
  const paper = button("print", "export.print", print);

  const text = h("textarea", { id: "import-text", rows: 5, spellcheck: "false", placeholder: "{ … }", oninput: () => { format.value = guess(text.value, format.value); } });
  const format = h("select", { id: "import-as" });
  const outcome = h("p", { class: "note", role: "status" });
  const take = h("button", {
    type: "button",
    onclick: () => {
      say(outcome, "");
      importText(app, format.value, text.value).then(
        (n) => {
          say(outcome, n === 0 ? t("export.import.none") : counted("export.import.done", n));
          if (n > 0) text.value = "";
        },
        (error: Error & { code?: string; path?: string }) => {
          say(outcome, `${told("error", error.code ?? "other", t("error.other"))} ${error.path ?? ""}`.trim());
          outcome.title = error.message;
        },
      );
    },
  }, t("export.import.go"));

  const panel = h(
    "div", { class: "panel" },
    h("div", { class: "field" }, h("label", { for: "export-as" }, t("export.as")), choice),
    meaning, code,
    h("div", { class: "button-row" }, copy, save, share, paper),
    said,
    papersPart(app),
    h(
      "details", { class: "fold" },
      h("summary", null, t("export.import")),
      h("p", { class: "quiet" }, t("export.import.hint")),
      h("label", { for: "import-text", class: "hidden" }, t("export.import")),
      text,
      h("div", { class: "field" }, h("label", { for: "import-as" }, t("export.import.as")), format),
      h("div", { class: "button-row" }, take),
      outcome,
    ),
  );

  const latest = new Latest(
    async (platform: string) => {
      const { items } = app.model.value;
      if (items.length === 0) return "";
      if (platform === PLAN) return JSON.stringify(toPlan(items), null, 2);
      const { all } = await app.settled();
      return all.length === 0 ? "" : app.engine.export(platform, all);
    },
    (answer) => {
      if (code.textContent !== answer) code.textContent = answer;
      code.hidden = answer === "";
      for (const one of [copy, save, share, paper]) one.disabled = answer === "";
    },
  );
  const names = () => [
    { name: PLAN, title: t("export.plan"), meaning: "" },
    ...app.platforms.value.map(({ name, title, meaning }) => ({ name, title: title[language()], meaning: meaning[language()] })),
  ];
  const refresh = () => {
    const all = names();
    for (const select of [choice, format]) {
      if (select.options.length === all.length) continue;
      const kept = select.value;
      select.replaceChildren(...all.map((one) => h("option", { value: one.name }, one.title)));
      if (kept) select.value = kept;
    }
    const chosen = all.find((one) => one.name === app.settings.value.platform) ?? all[0];
    if (!chosen) return;
    choice.value = chosen.name;
    meaning.textContent = chosen.meaning || (app.model.value.items.length === 0 ? t("export.empty") : "");
    meaning.hidden = meaning.textContent === "";
    latest.put(chosen.name);
  };
  app.model.watch((now, before) => {
    if (now.items !== before.items) { say(said, ""); refresh(); }
  });
  app.answer.watch(refresh);
  app.platforms.watch(refresh);
  app.settings.watch((now, before) => now.platform !== before.platform && refresh());
  refresh();
  return panel;
}

function download(app: App, platform: string, text: string): void {
  const name = (app.view.value.name ?? "plan").replace(/\.pdf$/i, "");
  saveAs(`${name}.${platform}.json`, `${text}\n`, "application/json");
}
