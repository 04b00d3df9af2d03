// Platforms by name: what they are called, what their numbers mean, and the words (never the numbers) that a box of a kind
// has in their JSON. Every number comes from the engine's `convert`, which answers with the platform's own fields.

import type { Space as EngineSpace } from "signplace/client";
import type { Placement, Platform, Space } from "./engine";

type PlatformName = Exclude<EngineSpace, Space>;
type Known = Omit<Platform, "name">;

const known = (en: string, zh: string, meansEn: string, meansZh: string): Known => ({ title: { en, zh }, meaning: { en: meansEn, zh: meansZh } });

/** In the order of the engine's documentation. Which there are, its types say: a name that is missing here does not compile. */
const PLATFORMS: Record<PlatformName, Known> = {
  tencent: known("Tencent E-Sign · SignComponents", "腾讯电子签 · SignComponents", "Points to the upper-left corner, origin upper left, y down", "磅，控件左上角，原点在左上，y 向下"),
  qiyuesuo: known("Qiyuesuo · stampers", "契约锁 · stampers", "Fractions of the page to the lower-left corner, origin lower left, y up", "占页面的比例，印章左下角，原点在左下，y 向上"),
  esign: known("eSign V3", "e签宝 V3", "Points to the centre, origin lower left, y up", "磅，中心点，原点在左下，y 向上"),
  fasc: known("FASC", "法大大 FASC", "Pixels at 96 dpi to the centre, origin upper left, y down", "96 dpi 像素，中心点，原点在左上，y 向下"),
  bestsign: known("BestSign", "上上签", "Fractions of the page to the upper-left corner, origin upper left, y down", "占页面的比例，左上角，原点在左上，y 向下"),
  docusign: known("DocuSign tabs", "DocuSign 标签", "Whole points to the upper-left corner, origin upper left, y down", "整数磅，左上角，原点在左上，y 向下"),
  "docusign-sign-here": known("DocuSign SignHere", "DocuSign SignHere", "The same, 21 points higher, because SignHere is drawn that much lower", "同上，再上移 21 磅：SignHere 绘制时会偏低"),
  "acrobat-sign": known("Adobe Acrobat Sign", "Adobe Acrobat Sign", "Points to the upper-left corner, origin lower left, y up", "磅，左上角，原点在左下，y 向上"),
  "dropbox-sign": known("Dropbox Sign", "Dropbox Sign", "Whole points to the upper-left corner, origin upper left; sides in 1/80 inch", "整数磅，左上角，原点在左上；边长为 1/80 英寸"),
  documenso: known("Documenso", "Documenso", "Percent of the page to the upper-left corner, origin upper left, y down", "占页面的百分比，左上角，原点在左上，y 向下"),
  docuseal: known("DocuSeal", "DocuSeal", "Fractions of the page to the upper-left corner, origin upper left, y down", "占页面的比例，左上角，原点在左上，y 向下"),
  opensign: known("OpenSign", "OpenSign", "Points to the upper-left corner, origin upper left, y down", "磅，左上角，原点在左上，y 向下"),
  css: known("CSS pixels", "CSS 像素", "Pixels of the page at 96 dpi to the upper-left corner, y down", "96 dpi 页面像素，左上角，y 向下"),
};

export const platforms: readonly Platform[] = Object.entries(PLATFORMS).map(([name, about]) => ({ name, ...about }));

const TENCENT: Record<string, string> = {
  seal: "SIGN_SEAL", signature: "SIGN_SIGNATURE", date: "SIGN_DATE", text: "TEXT", seam: "SIGN_PAGING_SEAL",
};
const QIYUESUO: Record<string, string> = {
  seal: "COMPANY", signature: "PERSONAL", date: "TIMESTAMP", text: "PERSONAL", seam: "ACROSS_PAGE",
};

/** What stands before the numbers. */
export function words(platform: string, kind: string): Record<string, unknown> {
  if (platform === "tencent") return { ComponentType: TENCENT[kind] ?? "SIGN_SIGNATURE", GenerateMode: "NORMAL" };
  if (platform === "qiyuesuo") return { type: QIYUESUO[kind] ?? "PERSONAL" };
  return {};
}

/** The keys that a seam seal's numbers are kept under; the platform ignores the others. */
export function seamKeys(platform: string): readonly string[] {
  return platform === "tencent" ? ["ComponentPosY", "ComponentWidth", "ComponentHeight"] : ["offsetY"];
}

/** Platforms that draw the slices of a seam seal themselves want it once, whole. */
export function drawsSeams(platform: string): boolean {
  return platform === "tencent" || platform === "qiyuesuo";
}

const KINDS: Record<string, string> = {
  ...Object.fromEntries(Object.entries(TENCENT).map(([kind, word]) => [word, kind])),
  SIGN_LEGAL_PERSON_SEAL: "seal", SIGN_PAGING_SIGNATURE: "seam", COMPANY: "seal", PERSONAL: "signature", LP: "seal", TIMESTAMP: "date",
  ACROSS_PAGE: "seam", ACROSS_PAGE_ODD: "seam", ACROSS_PAGE_EVEN: "seam", ACROSS_PAGE_SCOPE: "seam",
};

/** The kind that a platform's word stands for. */
export function kindOf(control: unknown): string | undefined {
  if (typeof control !== "object" || control === null) return undefined;
  const { ComponentType, type } = control as Record<string, unknown>;
  return KINDS[String(ComponentType ?? type ?? "")];
}

/** The whole seal of which these are the slices, against the right edge of the first page that takes part. */
export function wholeSeal(slices: readonly Placement[]): Placement | undefined {
  const [first] = slices;
  if (!first) return undefined;
  const width = slices.reduce((sum, one) => sum + one.box.width, 0);
  return { ...first, box: { ...first.box, x: first.box.x + first.box.width - width, width } };
}

/** What an RFC 6901 pointer points to. */
export function at(value: unknown, pointer: string): unknown {
  let here = value;
  for (const part of pointer.split("/").slice(1)) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string, unknown>)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return here;
}

/** A bare list of controls as the smallest request that holds it; the text of the list stays as it is. */
export function asRequest(platform: string, text: string): string {
  const list = text.trim();
  if (!list.startsWith("[")) {
    const whole = /^\{\s*"(SignComponents|stampers)"\s*:\s*(\[[\s\S]*\])\s*\}$/.exec(list);
    return whole ? asRequest(platform, whole[2] ?? "[]") : list;
  }
  return platform === "tencent"
    ? `{"FileIds":["file"],"FlowApprovers":[{"ApproverType":"ORGANIZATION","SignComponents":${list}}]}`
    : `{"stampers":${list}}`;
}

/** Every object in a JSON value that has all of these keys. */
export function objectsWith(value: unknown, keys: readonly string[]): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  if (!Array.isArray(value) && keys.every((key) => key in value)) return [value as Record<string, unknown>];
  return Object.values(value).flatMap((one) => objectsWith(one, keys));
}
