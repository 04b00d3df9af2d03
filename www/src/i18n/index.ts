// The person's language. Every word on the screen comes from here.

import { en, type Key } from "./en";
import { zh } from "./zh";

export type Lang = "zh" | "en";
export type { Key };

let current: Lang = "en";

export function language(): Lang {
  return current;
}

export function speak(lang: Lang): void {
  current = lang;
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text: string = (current === "zh" ? zh : en)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The text of a code that the engine gave, or what the engine said. */
export function told(family: "error" | "warning", code: string, message: string): string {
  const key = `${family}.${code}`;
  return key in en ? t(key as Key) : message;
}

/** "1 box", "3 boxes". */
export function counted(key: "find.count" | "export.import.done", n: number): string {
  if (n === 0 && key === "find.count") return t("find.count.none");
  return t(`${key}.${n === 1 ? "one" : "many"}`, { n });
}
