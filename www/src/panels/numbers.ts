// The chosen box as a platform's own numbers, by the engine's exporter of that platform.

import type { App } from "../app";
import { language, t } from "../i18n";
import type { Item } from "../model/types";
import { fill, h } from "../ui/dom";
import { icon } from "../ui/icons";
import { Latest } from "./readout";

export function platformNumbers(app: App, items: () => Item[]): { element: HTMLElement; refresh(): void } {
  const choice = h("select", { "aria-label": t("export.as"), onchange: () => app.settings.update({ platform: choice.value }) });
  const meaning = h("p", { class: "quiet" });
  const code = h("pre", { class: "code", tabindex: "0", role: "region", "aria-label": t("export.label") });
  const copy = h("button", { type: "button", class: "tool-button", "aria-label": t("export.copy"), title: t("export.copy"), onclick: () => void navigator.clipboard.writeText(code.textContent ?? "") }, icon("copy"));
  const element = h("section", { class: "platform" }, h("div", { class: "platform-head" }, choice, copy), meaning, code);
  const latest = new Latest(
    async ({ ids, platform }: { ids: string[]; platform: string }) => {
      const { placements } = await app.settled();
      const wanted = ids.flatMap((id) => placements.get(id) ?? []);
      return wanted.length === 0 ? "" : app.engine.export(platform, wanted);
    },
    (text) => {
      if (code.textContent !== text) code.textContent = text;
    },
  );
  const refresh = () => {
    const platforms = app.platforms.value;
    element.hidden = platforms.length === 0;
    const platform = platforms.find((one) => one.name === app.settings.value.platform) ?? platforms[0];
    if (!platform) return;
    if (choice.options.length !== platforms.length) {
      choice.replaceChildren(...platforms.map((one) => h("option", { value: one.name }, one.title[language()])));
    }
    fill(choice, platform.name);
    meaning.textContent = platform.meaning[language()];
    latest.put({ ids: items().map((one) => one.id), platform: platform.name });
  };
  return { element, refresh };
}
