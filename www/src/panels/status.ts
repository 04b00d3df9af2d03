// The line at the foot: where the pointer is, live, in every unit; what the armed tool waits for.

import type { App } from "../app";
import { t } from "../i18n";
import type { Point } from "../model/types";
import { h } from "../ui/dom";
import { Latest, type Readings, readings, rows } from "./readout";

export function status(app: App): { element: HTMLElement; point(at: { page: number; normalized: Point } | null): void } {
  const place = h("span", { class: "status-page" });
  const values = h("span", { class: "status-values" });
  const hint = h("span", { class: "status-hint" });
  const element = h("footer", { class: "status", "aria-hidden": "true" }, place, values, hint);

  const show = (page: number, read: Readings) => {
    const info = app.model.value.pages[page - 1];
    if (!info) return;
    if (app.view.value.tool.type !== "stamp") hint.textContent = "";
    const { origin } = app.settings.value;
    const keys = origin === "bottom-left" ? ["numbers.points", "numbers.mm", "numbers.normalized"] : ["numbers.top-left", "numbers.mm-top-left", "numbers.normalized-top-left"];
    place.textContent = t("pointer.page", { n: page });
    values.replaceChildren(
      ...rows(read, info)
        .filter((row) => keys.includes(row.key) || row.key === "numbers.user")
        .map((row) => {
          const decimals = row.key.includes("normalized") ? 4 : row.key.includes("mm") ? 1 : 2;
          const numbers = row.values.map((value) => Number(value).toFixed(decimals));
          return h("span", { class: `reading ${row.key === "numbers.user" ? "wide" : ""}`, "data-reading": row.key }, h("i", null, t(row.key)), h("b", null, numbers.join(", ")));
        }),
    );
  };

  const latest = new Latest(
    async (at: { page: number; normalized: Point }) => ({ page: at.page, read: await readings(app, { page: at.page, from: "normalized", ...at.normalized }) }),
    ({ page, read }) => show(page, read),
  );

  const idle = () => {
    latest.drop();
    const { tool } = app.view.value;
    if (tool.type === "stamp") hint.textContent = t("tool.place");
    else hint.textContent = app.view.value.name ? t("tool.pick.hint") : "";
  };
  app.view.watch((now, before) => (now.tool !== before.tool || now.name !== before.name) && idle());
  idle();
  return {
    element,
    point(at) {
      if (at) latest.put(at);
      else idle();
    },
  };
}
