// Small pictures of the pages, drawn when they are seen, with where the boxes are.

import type { App } from "../app";
import { toPercent } from "../geometry";
import { t } from "../i18n";
import { h } from "../ui/dom";
import type { Pages } from "../view/pages";
import { draw as drawPage } from "../view/pdf";

const WIDTH = 96;

export function thumbnails(app: App, pages: Pages): HTMLElement {
  const list = h("ol", { class: "thumbs" });
  const queue: HTMLElement[] = [];
  let busy = false;
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      const element = entry.target as HTMLElement;
      if (element.dataset.drawn === undefined && !queue.includes(element)) queue.push(element);
    }
    void work();
  }, { rootMargin: "200px" });

  /** One at a time: the pages themselves come first. */
  const work = async () => {
    if (busy) return;
    busy = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const source = app.drawing.value;
      const info = app.model.value.pages[Number(next.dataset.page) - 1];
      if (!source || !info || !next.isConnected) continue;
      next.dataset.drawn = "";
      try {
        const canvas = await drawPage(source, info.page, WIDTH, (WIDTH * info.height) / info.width, Math.max(1.5, devicePixelRatio)).done;
        canvas.setAttribute("aria-hidden", "true");
        next.querySelector(".thumb-paper")?.prepend(canvas);
      } catch {
        // A page that cannot be drawn says so where it is shown large.
      }
    }
    busy = false;
  };

  const build = () => {
    seen.disconnect();
    queue.length = 0;
    list.replaceChildren(
      ...app.model.value.pages.map((info) => {
        const paper = h("span", { class: "thumb-paper" });
        paper.style.aspectRatio = `${info.width} / ${info.height}`;
        const button = h("button", { type: "button", class: "thumb", "data-page": info.page, "aria-label": t("page", { n: info.page }), onclick: () => pages.go(info.page) }, paper, h("span", { class: "thumb-number" }, info.page));
        // What it will be high, so that the browser can leave it out while it is not seen: picture, gap, number.
        button.style.containIntrinsicSize = `auto 84px auto ${Math.round((84 * info.height) / info.width) + 20}px`;
        seen.observe(button);
        return h("li", null, button);
      }),
    );
    dots();
    current();
  };
  let dotted = new Set<number>();
  /** Only pages that hold a box, or held one: a drag must not look at three hundred. */
  const dots = () => {
    const { items, pages: infos } = app.model.value;
    const held = items.filter((one) => one.kind !== "seam");
    const now = new Set(held.map((one) => one.page));
    for (const page of new Set([...dotted, ...now])) {
      const info = infos[page - 1];
      const paper = list.children[page - 1]?.querySelector(".thumb-paper");
      if (!info || !paper) continue;
      for (const old of paper.querySelectorAll(".thumb-box")) old.remove();
      for (const item of held.filter((one) => one.page === page)) {
        const box = h("i", { class: `thumb-box kind-${item.kind}` });
        Object.assign(box.style, toPercent(item.rect, info));
        paper.append(box);
      }
    }
    dotted = now;
  };
  const current = () => {
    for (const button of list.querySelectorAll<HTMLElement>(".thumb")) {
      const here = Number(button.dataset.page) === app.view.value.page;
      if (here === (button.getAttribute("aria-current") === "page")) continue;
      if (here) {
        button.setAttribute("aria-current", "page");
        const scroller = button.closest<HTMLElement>(".rail, .panel");
        if (scroller) {
          const [a, b] = [button.getBoundingClientRect(), scroller.getBoundingClientRect()];
          if (a.top < b.top || a.bottom > b.bottom) scroller.scrollBy(0, a.top - b.top - b.height / 3);
        }
      } else {
        button.removeAttribute("aria-current");
      }
    }
  };
  app.model.watch((now, before) => {
    if (now.pages !== before.pages) build();
    else if (now.items !== before.items) dots();
  });
  app.view.watch((now, before) => now.page !== before.page && current());
  app.drawing.watch(() => {
    for (const button of list.querySelectorAll<HTMLElement>(".thumb")) {
      seen.unobserve(button);
      seen.observe(button);
    }
  });
  build();
  return h("div", { class: "panel thumbs-panel" }, list);
}
