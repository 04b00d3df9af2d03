// Text with boxes in it: a plan of ours, or a platform's JSON. Both become boxes on the open document.

import type { App } from "./app";
import { type Control, fromPlan } from "./model/plan";
import type { Item, Kind } from "./model/types";

export const PLAN = "plan";

/** Places what the text says, beside what is there. Gives the number of boxes; fails with the engine's codes. */
export async function importText(app: App, format: string, text: string, fresh = false): Promise<number> {
  const items = format === PLAN ? await fromPlanText(app, text) : await fromPlatform(app, format, text);
  if (items.length > 0) app.dispatch(fresh ? { type: "load", items, fresh } : { type: "add", items });
  return items.length;
}

/** What a text is likely to be: a plan says `version` and `placements`; a platform has its own words. */
export function guess(text: string, otherwise: string): string {
  if (/"placements"\s*:/.test(text) && /"version"\s*:/.test(text)) return PLAN;
  if (/"Component(Pos[XY]|Id|Type|Name)"/.test(text)) return "tencent";
  if (/"(offsetX|stampers|stamperRule)"/.test(text)) return "qiyuesuo";
  return otherwise;
}

async function fromPlanText(app: App, text: string): Promise<Item[]> {
  let plan: { match?: string; placements: Control[] };
  try {
    plan = JSON.parse(text) as typeof plan;
  } catch (error) {
    throw Object.assign(new Error((error as Error).message), { code: "invalid_json" });
  }
  const { placements } = await app.engine.place(plan);
  return fromPlan(plan, placements);
}

async function fromPlatform(app: App, platform: string, text: string): Promise<Item[]> {
  const boxes = await app.engine.import(platform, text);
  const kinds: Kind[] = ["seal", "signature", "date", "text"];
  return boxes.map((one) => {
    const kind = kinds.find((known) => known === one.kind) ?? "signature";
    return { id: one.id ?? `${kind}-1`, kind, page: one.page, rect: one.box, anchor: { type: "page" } };
  });
}
