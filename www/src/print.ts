// The plan on paper: each page that holds a box, small, with its boxes; and a table of every number.

import type { App } from "./app";
import { toPercent } from "./geometry";
import { t } from "./i18n";
import { h } from "./ui/dom";
import { shown } from "./units";
import { type Drawing, draw } from "./view/pdf";
import { shapeOf } from "./view/shape";

const WIDTH = 320;

export async function printPlan(app: App, drawing: Drawing | null, into: HTMLElement): Promise<void> {
  const { all } = await app.settled();
  const { pages, items } = app.model.value;
  const held = pages.filter((info) => all.some((one) => one.page === info.page)).slice(0, 40);
  const sheets = await Promise.all(
    held.map(async (info) => {
      const sheet = h("figure", { class: "print-page" });
      const paper = h("div", { class: "print-paper" });
      paper.style.aspectRatio = `${info.width} / ${info.height}`;
      try {
        if (drawing) paper.append(await draw(drawing, info.page, WIDTH, (WIDTH * info.height) / info.width, 2).done);
      } catch {
        // The numbers are worth printing without the picture.
      }
      for (const one of all.filter((placement) => placement.page === info.page)) {
        const item = items.find((candidate) => candidate.id === one.id);
        const box = h("div", { class: `box kind-${one.kind}` }, h("span", { class: "face" }, item && item.kind !== "seam" ? shapeOf(item) : h("span", { class: "shape frame" })));
        Object.assign(box.style, toPercent(one.box, info));
        paper.append(box);
      }
      sheet.append(paper, h("figcaption", null, t("page", { n: info.page })));
      return sheet;
    }),
  );
  const head = ["box.id", "box.kind", "box.signer", "box.page", "box.x", "box.y", "box.width", "box.height"] as const;
  into.replaceChildren(
    h("h1", null, t("print.title")),
    h("p", null, `${app.view.value.name ?? ""} · ${t("print.where")}`),
    h("div", { class: "print-pages" }, sheets),
    h(
      "table", null,
      h("thead", null, h("tr", null, head.map((key) => h("th", null, t(key))))),
      h("tbody", null, all.map((one) => h(
        "tr", null,
        [one.id, t(`kind.${one.kind as "seal"}`), one.signer ?? "", one.page, ...[one.box.x, one.box.y, one.box.width, one.box.height].map((value) => shown(value, 2))].map((value) => h("td", null, value)),
      ))),
    ),
  );
  window.print();
}
