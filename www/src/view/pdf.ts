// pdf.js, for the pixels alone. Everything it fetches lies beside the picker; it is never asked for a number.

import * as pdfjs from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

const base = new URL("pdfjs/", document.baseURI).href;

export type Drawing = pdfjs.PDFDocumentProxy;

let worker: pdfjs.PDFWorker | null = null;

/** Its Worker, which is started before there is a file, and opens one after the other. */
export function warm(): pdfjs.PDFWorker {
  if (!worker || worker.destroyed) worker = new pdfjs.PDFWorker();
  return worker;
}

export async function openDrawing(bytes: Uint8Array, password?: string): Promise<Drawing> {
  const task = pdfjs.getDocument({
    data: bytes,
    password,
    worker: warm(),
    cMapUrl: `${base}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    iccUrl: `${base}iccs/`,
    isEvalSupported: false,
    stopAtErrors: false,
  });
  return task.promise;
}

/** More pixels than this are not worth their memory: the page is drawn coarser then. */
const MOST_PIXELS = 16_000_000;

export interface Rendering {
  done: Promise<HTMLCanvasElement>;
  cancel(): void;
}

/** Draws a page so that it fills `width` × `height` CSS pixels at this density. */
export function draw(drawing: Drawing, number: number, width: number, height: number, density: number): Rendering {
  let cancelled = false;
  let task: pdfjs.RenderTask | null = null;
  const done = (async () => {
    const page = await drawing.getPage(number);
    const plain = page.getViewport({ scale: 1 });
    const wanted = Math.min(density, Math.sqrt(MOST_PIXELS / (width * height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * wanted));
    canvas.height = Math.max(1, Math.round(height * wanted));
    const viewport = page.getViewport({ scale: canvas.width / plain.width });
    if (cancelled) throw new Error("cancelled");
    task = page.render({ canvas, viewport, annotationMode: pdfjs.AnnotationMode.ENABLE });
    await task.promise;
    return canvas;
  })();
  return {
    done,
    cancel() {
      cancelled = true;
      task?.cancel();
    },
  };
}
