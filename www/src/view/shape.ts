// What a box looks like: a seal is a ring with a star, a signature a line to sign on. Decoration, without numbers.

import { t } from "../i18n";
import { preset } from "../model/sizes";
import type { Item } from "../model/types";
import { h, svg } from "../ui/dom";

const STAR = "M50 33.500l4.300 9.300 10.200 1.200-7.500 7 2 10.100-9-5-9 5 2-10.100-7.500-7 10.200-1.200z";

function ring(): SVGElement {
  return svg(
    "svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", class: "shape" },
    svg("ellipse", { cx: 50, cy: 50, rx: 49, ry: 49, class: "fill" }),
    svg("ellipse", { cx: 50, cy: 50, rx: 48.500, ry: 48.500, class: "ring" }),
    svg("ellipse", { cx: 50, cy: 50, rx: 43.500, ry: 43.500, class: "ring thin" }),
  );
}

function star(): SVGElement {
  return svg("svg", { viewBox: "0 0 100 100", class: "shape star" }, svg("path", { d: STAR, class: "star-path" }));
}

/** Written by the style sheet: the box says its name itself, and more of it. */
function word(item: Item): HTMLElement {
  return h("span", { class: "shape word", "data-text": t(`kind.${item.kind}`) });
}

export function shapeOf(item: Item): Node[] {
  const shape = preset(item.size)?.shape;
  if (item.kind === "seal" || item.kind === "seam") {
    return shape === "round" || shape === "oval" ? [ring(), star()] : [h("span", { class: "shape frame double" }), word(item)];
  }
  return [h("span", { class: "shape frame" }), word(item)];
}

/** The whole seal, of which a slice shows a part. */
export function wholeSeal(): Node[] {
  return [ring(), star()];
}
