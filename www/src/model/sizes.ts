// The named sizes of the plan, with the millimetres or points that their names say.

import type { Kind, Size } from "./types";
import { MM } from "../units";

export interface Preset extends Size {
  name: string;
  unit: "mm" | "pt";
  shape: "round" | "oval" | "rect" | "line";
}

const mm = (name: string, shape: Preset["shape"], width: number, height: number): Preset => ({ name, shape, width, height, unit: "mm" });

export const SEALS: readonly Preset[] = [
  ...[38, 40, 42, 44, 45, 46, 50, 58, 60].map((d) => mm(`round-${d}`, "round", d, d)),
  mm("oval-45x30", "oval", 45, 30),
  mm("oval-40x30", "oval", 40, 30),
  ...[18, 20, 22, 25].map((d) => mm(`square-${d}`, "rect", d, d)),
  mm("rect-40x16", "rect", 40, 16),
  mm("rect-50x30", "rect", 50, 30),
];

export const SIGNATURE: Preset = { name: "signature", shape: "line", width: 119, height: 43, unit: "pt" };
export const DATE: Preset = { name: "date", shape: "line", width: 119, height: 20, unit: "pt" };

export const PRESETS: readonly Preset[] = [...SEALS, SIGNATURE, DATE];

export function preset(name: string | undefined): Preset | undefined {
  return PRESETS.find((one) => one.name === name);
}

/** Its sides in points. */
export function sides(one: Preset): Size {
  const unit = one.unit === "mm" ? MM : 1;
  return { width: one.width * unit, height: one.height * unit };
}

/** The size that a kind has unless one is stated. */
export function usual(kind: Kind): Preset | undefined {
  if (kind === "signature") return SIGNATURE;
  if (kind === "date") return DATE;
  return kind === "text" ? undefined : preset("round-42");
}
