// pdf.js, in a process of its own: node pdfjs.mjs FOLDER FILE KEYWORD, told by lines what to do (benches/src/peer.rs).
//
// Each page's text content: its items have a place and a size. The keyword is looked for in an item, and over items that
// follow one another; its box is that of the items that hold it. All of the process's time counts, also that of its
// compiler's and its collector's threads: nobody has the one without the other.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// What pdf.js asks of a browser before it will load, and uses for drawing alone.
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= class {};

const [folder, path, keyword] = process.argv.slice(2);
const dist = join(folder, "node_modules/pdfjs-dist");
const pdfjs = await import(pathToFileURL(join(dist, "legacy/build/pdf.mjs")).href);

async function find(bytes) {
  const options = { data: bytes, cMapUrl: `${dist}/cmaps/`, standardFontDataUrl: `${dist}/standard_fonts/`, verbosity: 0, isEvalSupported: false };
  const task = pdfjs.getDocument(options);
  const document = await task.promise;
  const boxes = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    const starts = [];
    let text = "";
    for (const item of items) {
      starts.push(text.length);
      text += item.str;
    }
    let item = 0;
    for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + keyword.length)) {
      while (item + 1 < starts.length && starts[item + 1] <= at) item += 1;
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (let nth = item; nth < items.length && starts[nth] < at + keyword.length; nth += 1) {
        const { transform: [, , , , x, y], width, height } = items[nth];
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x + width);
        box[3] = Math.max(box[3], y + height);
      }
      boxes.push(box);
    }
    page.cleanup();
  }
  await task.destroy();
  return boxes.length;
}

function status(key) {
  const line = readFileSync("/proc/self/status", "utf8").split("\n").find((each) => each.startsWith(key));
  return Number(line.split(/\s+/)[1]);
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "memory") {
    let before;
    try {
      writeFileSync("/proc/self/clear_refs", "5");
      before = status("VmRSS:");
    } catch { /* no /proc here */ }
    const matches = await find(new Uint8Array(readFileSync(path)));
    console.log(JSON.stringify({ kib: before === undefined ? -1 : status("VmHWM:") - before, matches }));
  } else {
    const bytes = new Uint8Array(readFileSync(path));
    const before = process.cpuUsage();
    const matches = await find(bytes);
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ ms: (user + system) / 1000, matches }));
  }
}
