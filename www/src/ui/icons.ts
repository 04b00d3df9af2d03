// Our own icons: 20 × 20, drawn in the text's colour.

import { svg } from "./dom";

const PATHS = {
  open: "M3 6.5A1.5 1.5 0 0 1 4.5 5h3l1.6 2h6.4A1.5 1.5 0 0 1 17 8.5v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5z",
  undo: "M7 4.5 3.5 8 7 11.5M3.5 8h8a4 4 0 0 1 0 8H8",
  redo: "M13 4.5 16.5 8 13 11.5M16.5 8h-8a4 4 0 0 0 0 8H12",
  plus: "M10 4.5v11M4.5 10h11",
  minus: "M4.5 10h11",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
  sun: "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 1.8v1.6M10 16.6v1.6M1.8 10h1.6M16.6 10h1.6M4.2 4.2l1.1 1.1M14.7 14.7l1.1 1.1M4.2 15.8l1.1-1.1M14.7 5.3l1.1-1.1",
  moon: "M16.5 11.6A6.8 6.8 0 0 1 8.4 3.5a6.8 6.8 0 1 0 8.1 8.1z",
  auto: "M10 3.5a6.5 6.5 0 1 0 0 13zM10 3.5a6.5 6.5 0 0 1 0 13",
  keys: "M3.5 5.5h13a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.8h7",
  left: "M12 5l-5 5 5 5",
  right: "M8 5l5 5-5 5",
  down: "M6 8.5l4 4 4-4",
  width: "M3 4.5v11M17 4.5v11M5.5 10h9M7.5 7.5 5 10l2.5 2.5M12.500 7.5 15 10l-2.5 2.5",
  whole: "M5 3.5h10v13H5zM8 7.500h4M8 10h4",
  seal: "M10 16.5a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM10 6.700l.95 2.050 2.250.250-1.680 1.500.480 2.200L10 11.600 8 12.700l.480-2.200L6.800 9l2.250-.250z",
  signature: "M3 16.500h14M4.500 12.500c2.500-1 5-5 4.500-7.500-.4-1.600-2-1-2.200 1-.3 3 .6 7 2.400 6.500 1.300-.4 1.500-2.500 2.500-2.500s.3 2 1.500 2 1.300-1 2.300-1",
  date: "M4 5.500h12v11H4zM4 8.800h12M7.200 3.500v3M12.800 3.500v3",
  text: "M5 5.500V4.500h10v1M10 4.500v11M8 15.500h4",
  seam: "M13 3.500h4v13h-4M10.500 4.500a6 6 0 0 0 0 11M3 4v12M10.500 2.500v15",
  box: "M4 6V4h2M14 4h2v2M16 14v2h-2M6 16H4v-2M9 4h2M9 16h2M4 9v2M16 9v2",
  cursor: "M5 3.500l10.500 6-4.700 1.200-2.300 4.500z",
  warn: "M10 3.500 17.500 16h-15zM10 8v4M10 14h.01",
  close: "M5.500 5.500l9 9M14.500 5.500l-9 9",
  check: "M4.500 10.500l3.700 3.700 7.300-8.400",
  suggest: "M9 3.500l1.300 3.700L14 8.500l-3.700 1.300L9 13.500 7.700 9.800 4 8.500l3.700-1.300zM15 12.500l.6 1.900 1.900.6-1.900.6-.6 1.900-.6-1.900-1.900-.6 1.900-.6z",
  report: "M5 3.500h7l3 3v10H5zM12 3.500v3h3M7.500 10h5M7.500 13h5",
  frame: "M5 3.500h7l3 3v10H5zM12 3.500v3h3M7.500 10.500h5v3.500h-5z",
  form: "M4 5.500h12v9H4zM6.500 8v4M6.500 10h.01M9 12h4.500",
  copy: "M7 7h9v9H7zM4 13V4h9",
  save: "M10 3.500v9M6.500 9.500 10 13l3.500-3.500M4 16.500h12",
  share: "M8.500 11.500l3-3M9 6.500l1.500-1.500a3.200 3.200 0 0 1 4.500 4.500L13.500 11M11 13.500 9.500 15A3.200 3.200 0 0 1 5 10.500L6.500 9",
  print: "M6 7.500V3.500h8v4M6 14H3.500V7.500h13V14H14M6 11.500h8v5H6z",
  trash: "M4 5.500h12M8 5.500v-2h4v2M5.500 5.500l.7 11h7.600l.7-11M8.500 8.500v5M11.500 8.500v5",
  twice: "M7.500 7.500h9v9h-9zM12 10v4M10 12h4M4.500 12.500h-1v-9h9v1",
  pages: "M7 3.500h9v10H7zM4 6.500v10h9",
  anchor: "M10 6.500a1.700 1.700 0 1 0 0-3.400 1.700 1.700 0 0 0 0 3.400zM10 6.500v10M4 11.500c0 3 3 5 6 5s6-2 6-5M7.500 9h5",
  "align-left": "M4 3.500v13M7 7h9M7 13h5",
  "align-center": "M10 3.500v13M5 7h10M7 13h6",
  "align-right": "M16 3.500v13M4 7h9M8 13h5",
  "align-top": "M3.500 4h13M7 7v9M13 7v5",
  "align-middle": "M3.500 10h13M7 5v10M13 7v6",
  "align-bottom": "M3.500 16h13M7 4v9M13 8v5",
} as const;

export type Icon = keyof typeof PATHS;

export function icon(name: Icon): SVGElement {
  return svg("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));
}

/** The mark of the picker: a point held by two corners. */
export function logo(): SVGElement {
  return svg(
    "svg", { viewBox: "0 0 24 24", class: "logo", "aria-hidden": "true" },
    svg("rect", { x: 2, y: 2, width: 20, height: 20, rx: 6, class: "logo-ground" }),
    svg("circle", { cx: 12, cy: 12, r: 5.500, class: "logo-ring" }),
    svg("circle", { cx: 12, cy: 12, r: 1.600, class: "logo-dot" }),
  );
}
