// Lengths as people read them. The engine answers in points; a millimetre is 72/25.4 of them.

/** Points in a millimetre. */
export const MM = 72 / 25.4;

export type Unit = "pt" | "mm" | "fraction";
export type Origin = "bottom-left" | "top-left";

/** Decimals that a unit is shown with. */
export const DECIMALS: Record<Unit, number> = { pt: 2, mm: 2, fraction: 5 };

/** A number with at most this many decimals, without trailing zeros and without −0. */
export function shown(value: number, decimals: number): string {
  const rounded = Number(value.toFixed(decimals));
  return String(rounded === 0 ? 0 : rounded);
}

/** A length of the page in points, in this unit. `side` is the page's side along that axis. */
export function fromPoints(value: number, unit: Unit, side: number): number {
  return unit === "pt" ? value : unit === "mm" ? value / MM : value / side;
}

/** The inverse of `fromPoints`. */
export function toPoints(value: number, unit: Unit, side: number): number {
  return unit === "pt" ? value : unit === "mm" ? value * MM : value * side;
}
