// What the document suggests, above the list of boxes: each place with its reason, to be taken or declined.

import type { App } from "../app";
import { language, t, type Key } from "../i18n";
import { en } from "../i18n/en";
import type { Item } from "../model/types";
import { accept, decline, open, type Proposal } from "../suggester";
import { h, say } from "../ui/dom";
import { type Icon, icon } from "../ui/icons";

export function suggestionsPart(app: App, ask: () => void, reveal: (item: Item) => void): HTMLElement {
  const button = h("button", { type: "button", class: "suggest", "data-do": "suggest", onclick: ask }, icon("suggest"), h("span", null, t("suggest")));
  const said = h("p", { class: "quiet suggest-state", role: "status" });
  const list = h("ul", { class: "proposals", "aria-label": t("suggest.list") });
  const take = h("button", { type: "button", class: "primary", onclick: () => accept(app, open(app)) }, icon("check"), h("span", null, t("suggest.all")));
  const drop = h("button", { type: "button", onclick: () => decline(app, open(app)) }, t("suggest.none"));
  const all = h("div", { class: "button-row" }, take, drop);
  const part = h("section", { class: "suggestions", "aria-label": t("suggest") }, button, said, list, all);

  const row = (proposal: Proposal): HTMLElement => {
    const { suggestion, item } = proposal;
    const name = `${t(`kind.${item.kind}`)}${suggestion.party ? ` · ${suggestion.party}` : ""}`;
    const sure = t(suggestion.confidence >= 0.85 ? "suggest.sure" : suggestion.confidence >= 0.65 ? "suggest.likely" : "suggest.maybe");
    const one = (which: Icon, key: "suggest.take" | "suggest.drop", run: () => void) => {
      const label = t(key, { what: name, page: item.page });
      return h("button", { type: "button", class: "tool-button", "aria-label": label, title: label, onclick: () => { leave(); run(); } }, icon(which));
    };
    /** The focus goes on to the next row, or to the button above. */
    const leave = () => {
      const rows = [...list.children] as HTMLElement[];
      const at = rows.indexOf(element);
      const next = rows[at + 1] ?? rows[at - 1];
      (next?.querySelector<HTMLElement>(".row") ?? button).focus();
    };
    const element: HTMLElement = h(
      "li", null,
      h(
        "button",
        {
          type: "button", class: `row kind-${item.kind}`, title: language() === "en" ? suggestion.reason : why(proposal),
          onclick: () => { app.suggested.update({ current: proposal }); reveal(item); },
        },
        h("span", { class: "row-icon" }, icon(item.kind as Icon)),
        h("span", { class: "row-main" }, h("b", null, name), h("small", null, why(proposal))),
        h("span", { class: "row-page" }, t("find.on", { page: item.page }), h("small", null, sure)),
      ),
      one("check", "suggest.take", () => accept(app, [proposal])),
      one("close", "suggest.drop", () => decline(app, [proposal])),
    );
    return element;
  };

  let drawn: readonly Proposal[] = [];
  const rows = new Map<Proposal, HTMLElement>();
  const draw = () => {
    const { state, proposals, code, current } = app.suggested.value;
    const left = open(app);
    if (left.length !== drawn.length || left.some((one, i) => one !== drawn[i])) {
      for (const one of rows.keys()) if (!left.includes(one)) rows.delete(one);
      for (const one of left) if (!rows.has(one)) rows.set(one, row(one));
      // Rows that stay are not touched: one that is moved loses the focus.
      const wanted = left.map((one) => rows.get(one) as HTMLElement);
      for (const row of [...list.children]) if (!wanted.includes(row as HTMLElement)) row.remove();
      wanted.forEach((row, at) => { if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null); });
      drawn = left;
    }
    for (const [one, element] of rows) element.classList.toggle("now", one === current);
    button.disabled = state === "running";
    button.setAttribute("aria-busy", String(state === "running"));
    list.hidden = left.length === 0;
    all.hidden = left.length < 2;
    say(
      said,
      state === "running" ? t("suggest.running")
      : state === "failed" ? t(`error.${code}` in en ? (`error.${code}` as Key) : "error.other")
      : state !== "done" ? ""
      : proposals.length === 0 ? t("suggest.nothing")
      : left.length === 0 ? t("suggest.done")
      : t(left.length === 1 ? "suggest.count.one" : "suggest.count.many", { n: left.length }),
    );
  };
  app.suggested.watch(draw);
  app.model.watch((now, before) => now.items !== before.items && draw());
  draw();
  return part;
}

/** Why there, in the person's language. */
function why({ suggestion: { code, label, reason } }: Proposal): string {
  const key = `suggest.because.${code}`;
  return key in en ? t(key as Key, { label }) : reason;
}
