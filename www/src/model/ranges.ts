// Pages as a person writes them: `1-3, 7, -1`. A negative number counts from the end; an end beyond the document is its last
// page, a page or a start beyond it is refused, as everywhere else in signplace.

/** The pages, in order and each once; null for what cannot be read. Nothing, or `all`, is every page. */
export function pagesOf(text: string, count: number): number[] | null {
  const every = Array.from({ length: count }, (_, index) => index + 1);
  const written = text.trim().toLowerCase();
  if (written === "" || written === "all") return every;
  const chosen = new Set<number>();
  for (const part of written.split(/[,，;；\s]+/).filter(Boolean)) {
    const read = /^(-?\d+)(?:[-–](-?\d+))?$/.exec(part);
    if (!read) return null;
    const from = place(Number(read[1]), count);
    const to = Math.min(place(Number(read[2] ?? read[1]), count), count);
    if (from < 1 || from > count || to < from) return null;
    for (let page = from; page <= to; page += 1) chosen.add(page);
  }
  return every.filter((page) => chosen.has(page));
}

function place(number: number, count: number): number {
  return number < 0 ? count + 1 + number : number;
}
