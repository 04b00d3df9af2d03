// Both languages say the same things.

import { expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { zh } from "../src/i18n/zh";

test("every text has the same blanks in both languages", () => {
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [key, text] of Object.entries(en)) expect(blanks(zh[key as keyof typeof zh]), key).toEqual(blanks(text));
});
