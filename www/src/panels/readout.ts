// Coordinates for people: asked of the engine, one question under way at a time, the newest one next.

import type { App } from "../app";
import type { Coordinates, Space } from "../engine/engine";
import { MM, shown } from "../units";

export interface Subject {
  page: number;
  from: Space;
  x: number;
  y: number;
  width?: number;
  height?: number;
}

export type Readings = Record<"points" | "top-left" | "normalized" | "user", Coordinates>;

const SPACES = ["points", "top-left", "normalized", "user"] as const;

/** Runs questions one after the other; of those that wait, only the newest is asked. */
export class Latest<Q, A> {
  private busy = false;
  private next: { question: Q } | null = null;

  constructor(private readonly ask: (question: Q) => Promise<A>, private readonly tell: (answer: A, question: Q) => void) {}

  put(question: Q): void {
    this.next = { question };
    if (!this.busy) void this.run();
  }

  drop(): void {
    this.next = null;
  }

  private async run(): Promise<void> {
    this.busy = true;
    try {
      while (this.next) {
        const { question } = this.next;
        this.next = null;
        try {
          this.tell(await this.ask(question), question);
        } catch {
          // A question about a file that was closed meanwhile.
        }
      }
    } finally {
      this.busy = false;
    }
  }
}

export async function readings(app: App, subject: Subject): Promise<Readings> {
  const { from, ...rest } = subject;
  const answers = await Promise.all(SPACES.map((to) => app.engine.convert({ ...rest, from, to })));
  return Object.fromEntries(SPACES.map((space, index) => [space, answers[index] as Coordinates])) as Readings;
}

export interface Row {
  key: "numbers.points" | "numbers.top-left" | "numbers.mm" | "numbers.mm-top-left" | "numbers.normalized" | "numbers.normalized-top-left" | "numbers.user";
  values: string[];
}

/** The rows of the table of all coordinates. */
export function rows(read: Readings, page: { width: number; height: number }): Row[] {
  const list = (from: Coordinates, decimals: number, by: [number, number]) =>
    [from.x / by[0], from.y / by[1], ...(from.width === undefined ? [] : [from.width / by[0], (from.height ?? 0) / by[1]])].map((value) => shown(value, decimals));
  return [
    { key: "numbers.points", values: list(read.points, 4, [1, 1]) },
    { key: "numbers.top-left", values: list(read["top-left"], 4, [1, 1]) },
    { key: "numbers.mm", values: list(read.points, 3, [MM, MM]) },
    { key: "numbers.mm-top-left", values: list(read["top-left"], 3, [MM, MM]) },
    { key: "numbers.normalized", values: list(read.normalized, 7, [1, 1]) },
    { key: "numbers.normalized-top-left", values: list(read["top-left"], 7, [page.width, page.height]) },
    { key: "numbers.user", values: list(read.user, 4, [1, 1]) },
  ];
}
