// Test documents, written here byte by byte: every page's geometry is what the test says it is.

export interface PageSpec {
  media: [number, number, number, number];
  crop?: [number, number, number, number];
  rotate?: number;
  userUnit?: number;
  /** Lines of text, in user space: x, y, what. */
  text?: [number, number, string][];
}

export function makePdf(pages: readonly PageSpec[]): Uint8Array {
  const objects: string[] = [];
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(" ");
  objects.push("<< /Type /Catalog /Pages 2 0 R >>");
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  for (const [index, page] of pages.entries()) {
    const keys = [
      "/Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >>",
      `/MediaBox [${page.media.join(" ")}]`,
      page.crop ? `/CropBox [${page.crop.join(" ")}]` : "",
      page.rotate ? `/Rotate ${page.rotate}` : "",
      page.userUnit ? `/UserUnit ${page.userUnit}` : "",
      `/Contents ${5 + index * 2} 0 R`,
    ];
    objects.push(`<< ${keys.filter(Boolean).join(" ")} >>`);
    const lines = (page.text ?? []).map(([x, y, what]) => `BT /F1 12 Tf ${x} ${y} Td (${what}) Tj ET`).join("\n");
    objects.push(`<< /Length ${lines.length} >>\nstream\n${lines}\nendstream`);
  }
  let text = "%PDF-1.7\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

/** Four rotations × with and without a crop offset × UserUnit 1 and 2. */
export const MATRIX: readonly PageSpec[] = [0, 90, 180, 270].flatMap((rotate) =>
  [false, true].flatMap((cropped) =>
    [1, 2].map((userUnit): PageSpec => ({
      media: cropped ? [-20, 15, 400, 600] : [0, 0, 300, 420],
      ...(cropped ? { crop: [37.5, 61.25, 350, 520] } : {}),
      rotate,
      ...(userUnit === 1 ? {} : { userUnit }),
      text: [[80, 200, `rotate ${rotate}${cropped ? " cropped" : ""} unit ${userUnit}`]],
    })),
  ),
);

/** A contract of many pages: a keyword at the foot of every tenth. */
export function longContract(count: number): Uint8Array {
  return makePdf(
    Array.from({ length: count }, (_, index): PageSpec => ({
      media: [0, 0, 595.28, 841.89],
      text: Array.from({ length: 42 }, (__, line): [number, number, string] => [72, 780 - line * 17, `Clause ${index + 1}.${line + 1} The parties agree on what is written in this line of the contract.`])
        .concat(index % 10 === 9 ? [[72, 50, "Authorized signature:"]] : []),
    })),
  );
}
