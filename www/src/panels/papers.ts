// Files made of the plan: a report, a copy with the boxes, a PDF with form fields. They are made on the device, by a module
// that is loaded when the first of them is wanted.

import type { App } from "../app";
import type { Warning } from "../engine/engine";
import { language, t, told, type Key } from "../i18n";
import { toPlan } from "../model/plan";
import { h, say } from "../ui/dom";
import { type Icon, icon } from "../ui/icons";
import { saveAs } from "../ui/save";
import { draw } from "../view/pdf";

/** Of a longer document only the pages that something is placed on are shown. */
const SHOW_ALL = 12;
/** Pages beyond these are shown without their pixels: a file of hundreds of pictures opens nowhere. */
const PICTURES = 40;
/** Pixels of a picture's longer side. */
const SIDE = 1100;

export function papersPart(app: App): HTMLElement {
  const said = h("p", { class: "note", role: "status" });
  let busy = false;

  const make = async (name: string, work: () => Promise<{ content: BlobPart; type: string; warnings: readonly Warning[] }>) => {
    if (busy) return;
    busy = true;
    refresh();
    said.title = "";
    say(said, t("papers.making"));
    try {
      const { content, type, warnings } = await work();
      saveAs(name, content, type);
      const words = [...new Set(warnings.map((one) => told("warning", one.code, one.message)))];
      say(said, [t("papers.made", { name }), ...words].join(" · "));
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      say(said, told("error", code ?? "other", t("error.other")));
      said.title = message;
    } finally {
      busy = false;
      refresh();
    }
  };
  const stem = () => (app.view.value.name ?? "plan").replace(/\.pdf$/i, "");
  const pdf = ({ bytes, warnings }: { bytes: Uint8Array; warnings: readonly Warning[] }) =>
    ({ content: bytes as Uint8Array<ArrayBuffer>, type: "application/pdf", warnings });
  const button = (name: Icon, key: Key, act: () => Promise<void>) =>
    h("button", { type: "button", onclick: () => void act() }, icon(name), h("span", null, t(key)));
  const buttons = [
    button("report", "papers.report", () => make(`${stem()}.report.html`, () => report(app))),
    button("frame", "papers.annotated", () => make(`${stem()}.boxes.pdf`, async () => pdf(await app.engine.annotated({ plan: toPlan(app.model.value.items), lang: language() })))),
    button("form", "papers.prepare", () => make(`${stem()}.prepared.pdf`, async () => pdf(await app.engine.prepare(toPlan(app.model.value.items))))),
  ];
  const refresh = () => {
    for (const one of buttons) one.disabled = busy || app.model.value.items.length === 0;
  };
  app.model.watch((now, before) => {
    if (now.items === before.items) return;
    if (!busy) say(said, "");
    refresh();
  });
  refresh();
  return h("section", { class: "papers", "aria-label": t("papers") }, h("h2", null, t("papers")), ...buttons, said);
}

async function report(app: App) {
  const { items, pages: infos } = app.model.value;
  const { all } = await app.settled();
  const placed = new Set(all.map((one) => one.page));
  const pages = infos.map((info) => info.page).filter((page) => infos.length <= SHOW_ALL || placed.size === 0 || placed.has(page));
  const pictures: Uint8Array[] = [];
  for (const page of pages.slice(0, PICTURES)) {
    const picture = await pictureOf(app, page);
    // Pictures go by their order: behind one that is missing there are none.
    if (!picture) break;
    pictures.push(picture);
  }
  const html = await app.engine.report({ plan: toPlan(items), lang: language(), file: app.view.value.name ?? "", pages, pictures });
  return { content: html, type: "text/html", warnings: [] };
}

/** A page's pixels as PNG, drawn by pdf.js. */
async function pictureOf(app: App, page: number): Promise<Uint8Array | null> {
  const drawing = app.drawing.value;
  const info = app.model.value.pages[page - 1];
  if (!drawing || !info) return null;
  const scale = SIDE / Math.max(info.width, info.height);
  try {
    const canvas = await draw(drawing, page, info.width * scale, info.height * scale, 1).done;
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    return blob && new Uint8Array(await blob.arrayBuffer());
  } catch {
    return null;
  }
}
