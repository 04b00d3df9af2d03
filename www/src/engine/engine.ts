// What the picker asks of the engine, and what it answers: the vocabulary of the command's JSON. The real one is our
// WASM in a Worker (`wasm.ts`); tests may bring their own.

import type { PageInfo, Rect } from "../model/types";

export type MatchMode = "folded" | "exact";
export type Space = "points" | "normalized" | "user" | "top-left" | "acrobat";

export interface Warning {
  code: string;
  message: string;
  page?: number;
  path?: string;
}

export interface Match {
  keyword: string;
  /** From 1, in reading order over the whole document. */
  index: number;
  page: number;
  text: string;
  match: MatchMode;
  box: Rect;
  /** Corners in page space: lower-left, lower-right, upper-right, upper-left as the text reads. */
  quads: [number, number][][];
  visible: boolean;
}

export interface Field {
  name: string;
  type: string;
  page: number;
  box: Rect;
  signed?: boolean;
  flags?: string[];
}

export interface Placement {
  id: string;
  kind: string;
  signer?: string;
  page: number;
  box: Rect;
  normalized: Rect;
  rotation?: number;
  anchor: { keyword?: string; field?: string; index?: number; box: Rect };
  warnings: Warning[];
}

export interface Coordinates {
  x: number;
  y: number;
  width?: number;
  height?: number;
}

export interface Conversion {
  page: number;
  from: Space;
  to: Space;
  x: number;
  y: number;
  width?: number;
  height?: number;
}

export type Language = "zh" | "en";

export interface Platform {
  name: string;
  title: Record<Language, string>;
  /** One line: which corner, which unit, which origin. */
  meaning: Record<Language, string>;
}

/** A box as a platform's JSON tells it. */
export interface Imported {
  page: number;
  box: Rect;
  kind?: string;
  id?: string;
}

/** A likely place to sign, as the document itself tells it. */
export interface Suggestion {
  kind: string;
  party?: string;
  page: number;
  box: Rect;
  /** The label that asks for it. */
  label: string;
  /** From 0 to 1: a level, and no probability. */
  confidence: number;
  /** The rule that found it. */
  code: string;
  /** One sentence, in English. */
  reason: string;
  /** The control of a plan that places it there. */
  placement: unknown;
}

/** What papers are made of: a plan, and how. */
export interface Paper {
  plan: unknown;
  lang: Language;
}

export interface ReportPaper extends Paper {
  /** The document's name. */
  file: string;
  /** The pages shown, from 1. */
  pages: readonly number[];
  /** A PNG of each of the first of them. */
  pictures: readonly Uint8Array[];
}

/** A PDF that was made. */
export interface MadePdf {
  bytes: Uint8Array;
  warnings: Warning[];
}

export interface Opened {
  pageCount: number;
  pages: PageInfo[];
  warnings: Warning[];
}

/** An error with the stable code that the command prints. */
export interface EngineError extends Error {
  code: string;
  hint?: string;
  path?: string;
}

export interface Engine {
  /** Opens a PDF; what was open before is closed. Fails with the codes of INTERFACE.md. */
  open(bytes: Uint8Array, password?: string): Promise<Opened>;
  /** Keywords on these pages (`1-3`); occurrences are counted from 1 within them. */
  find(keywords: string[], match: MatchMode, pages?: string): Promise<{ matches: Match[]; warnings: Warning[] }>;
  fields(): Promise<{ fields: Field[]; warnings: Warning[] }>;
  /** A plan's boxes, with what may be wrong with each. */
  place(plan: unknown): Promise<{ placements: Placement[]; warnings: Warning[] }>;
  convert(from: Conversion): Promise<Coordinates>;
  platforms(): Promise<Platform[]>;
  /** Placements in a platform's own words: JSON text, one object a placement, in their order. */
  export(platform: string, placements: readonly Placement[]): Promise<string>;
  /** The boxes that a platform's JSON tells. */
  import(platform: string, text: string): Promise<Imported[]>;
  /** Likely places to sign. This and what follows is asked of a module that is loaded when it is first wanted. */
  suggest(): Promise<{ suggestions: Suggestion[]; warnings: Warning[] }>;
  /** A plan as one HTML file. */
  report(paper: ReportPaper): Promise<string>;
  /** A copy of the PDF with a plan's boxes as annotations. */
  annotated(paper: Paper): Promise<MadePdf>;
  /** The PDF with a plan's placements as form fields. */
  prepare(plan: unknown): Promise<MadePdf>;
}

export function isEngineError(error: unknown): error is EngineError {
  return error instanceof Error && typeof (error as EngineError).code === "string";
}
