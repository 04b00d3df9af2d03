// A plan in a link: deflated, in the fragment, which no browser sends anywhere. The PDF is never part of it.

/** A longer link is cut by some programs that pass links on. */
const LONGEST = 16_000;

export async function toFragment(plan: unknown): Promise<string | null> {
  const bytes = new TextEncoder().encode(JSON.stringify(plan));
  const packed = await through(bytes, new CompressionStream("deflate-raw"));
  const text = btoa(String.fromCharCode(...packed.subarray(0, LONGEST + 1))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return text.length > LONGEST ? null : `#plan=${text}`;
}

/** The plan's text of a fragment; null when it carries none that can be read. */
export async function fromFragment(fragment: string): Promise<string | null> {
  const text = /^#plan=([\w-]+)$/.exec(fragment)?.[1];
  if (!text || text.length > LONGEST) return null;
  try {
    const packed = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(await through(packed, new DecompressionStream("deflate-raw"), 1 << 20));
  } catch {
    return null;
  }
}

/** Stops at `most` bytes: a link from a stranger may unpack to anything. */
async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream, most = Infinity): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) throw new Error("too large");
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
