// The real engine: our WASM in a Worker, by the npm package's own client. Types are the package's; this file only fits its
// answers to the narrow interface.

import { Client, type RemoteDocument } from "signplace/client";
import type { PageInfo } from "../model/types";
import type { Conversion, Coordinates, Engine, Imported, Placement } from "./engine";
import { asRequest, at, drawsSeams, kindOf, objectsWith, platforms, seamKeys, wholeSeal, words } from "./platforms";

/** What `convert` answers when a platform is the space asked for. */
interface Converted {
  output: Coordinates;
  fields?: Record<string, unknown>;
}

interface Report {
  placements: { path: string; page: number; box: Imported["box"] }[];
}

/** The part of the client that knows platforms. */
interface WithPlatforms {
  resolve?(request: string, pdfs: RemoteDocument, options: { platform: string }): Promise<{ error?: { code: string; message: string; path?: string }; report: Report }>;
}

export async function startEngine(): Promise<Engine> {
  const client = Client.start();
  // Fails here, and not at the first file, where WebAssembly is missing.
  await client.convert({ size: "100x100", from: "points", to: "normalized", x: 0, y: 0 });
  let document: RemoteDocument | null = null;
  let again: { file: Blob; password: string | undefined } | null = null;
  const open = (): RemoteDocument => {
    if (!document) throw new Error("no document is open");
    return document;
  };
  /**
   * Asks the open document. A damaged page may trap the module, which then begins anew without its documents: that question
   * fails, and the next one finds the document opened again.
   */
  const ask = async <T>(question: (document: RemoteDocument) => Promise<T>): Promise<T> => {
    const asked = open();
    try {
      return await question(asked);
    } catch (error) {
      if ((error as { code?: string }).code !== "usage" || !again) throw error;
      const { file, password } = again;
      // Of several questions that find it lost, the first opens it.
      if (document === asked) document = await client.open(await file.arrayBuffer(), { password, transfer: true });
      return question(open());
    }
  };
  /** Another Worker, so that what is placed meanwhile is answered; it knows nothing but the file that it is given. */
  let papers: Client | null = null;
  const paper = async <T>(make: (client: Client, bytes: ArrayBuffer, options: { password: string | undefined; transfer: true }) => Promise<T>): Promise<T> => {
    if (!again) throw new Error("no document is open");
    const { file, password } = again;
    papers ??= Client.start();
    const asked = papers;
    try {
      return await make(asked, await file.arrayBuffer(), { password, transfer: true });
    } catch (error) {
      // A module that did not come may come another time.
      if ((error as { code?: string }).code === "io") {
        asked.terminate();
        if (papers === asked) papers = null;
      }
      throw error;
    }
  };

  /** `from` or `to` may be a platform's name too. */
  const convert = (request: Omit<Conversion, "from" | "to"> & { from: string; to: string }): Promise<Converted> =>
    ask((it) => it.convert(request as Parameters<RemoteDocument["convert"]>[0])) as Promise<Converted>;

  const fieldsOf = async (platform: string, placement: Placement): Promise<Record<string, unknown>> => {
    const { page, box, kind } = placement;
    const { fields = {} } = await convert({ page, from: "points", to: platform, ...box });
    const kept = kind === "seam" && drawsSeams(platform) ? Object.fromEntries(Object.entries(fields).filter(([key]) => seamKeys(platform).includes(key))) : fields;
    return { ...words(platform, kind), ...kept };
  };

  /** The names of a platform's fields, learned from how it tells a box whose numbers are all different. */
  const keysOf = async (platform: string) => {
    const page = 1;
    const { output, fields = {} } = await convert({ page, from: "points", to: platform, x: 11, y: 23, width: 37, height: 53 });
    const name = (value: number | undefined) => Object.keys(fields).find((key) => key !== "page" && Number(fields[key]) === value);
    return {
      page: Object.keys(fields).find((key) => /page/i.test(key)) ?? "page",
      x: name(output.x), y: name(output.y), width: name(output.width), height: name(output.height),
    };
  };

  const importByNumbers = async (platform: string, text: string): Promise<Imported[]> => {
    const keys = await keysOf(platform);
    if (!keys.x || !keys.y) return [];
    const found = objectsWith(JSON.parse(text), [keys.x, keys.y]);
    return Promise.all(
      found.map(async (one) => {
        const number = (key: string | undefined, otherwise: number) => (key && key in one ? Number(one[key]) : otherwise);
        const page = number(keys.page, 1);
        const { output } = await convert({
          page, from: platform, to: "points", x: number(keys.x, 0), y: number(keys.y, 0), width: number(keys.width, 119), height: number(keys.height, 43),
        });
        return { page, box: { x: output.x, y: output.y, width: output.width ?? 119, height: output.height ?? 43 }, kind: kindOf(one) };
      }),
    );
  };

  const importRequest = async (platform: string, text: string): Promise<Imported[]> => {
    const request = asRequest(platform, text);
    const resolve = (client as unknown as WithPlatforms).resolve?.bind(client);
    if (!resolve) return importByNumbers(platform, text);
    const { error, report } = await ask((it) => resolve(request, it, { platform }));
    if (error && report.placements.length === 0) throw Object.assign(new Error(error.message), error);
    const parsed = JSON.parse(request) as unknown;
    const seams = new Set<string>();
    return report.placements.flatMap(({ path, page, box }) => {
      const kind = kindOf(at(parsed, path));
      if (kind === "seam" && seams.has(path)) return [];
      if (kind === "seam") seams.add(path);
      return [{ page, box, kind }];
    });
  };

  return {
    async open(bytes, password) {
      // A Blob, which the browser may keep outside of memory.
      const file = new Blob([bytes as Uint8Array<ArrayBuffer>]);
      const opened = await client.open(bytes, { password, transfer: true });
      try {
        const { pages, warnings } = await opened.pages();
        const before = document;
        document = opened;
        again = { file, password };
        // What goes on there is about the file before.
        papers?.terminate();
        papers = null;
        void before?.close().catch(() => {});
        return { pageCount: opened.pageCount, pages: pages as PageInfo[], warnings };
      } catch (error) {
        void opened.close().catch(() => {});
        throw error;
      }
    },
    find: (keywords, match, pages) => ask((it) => it.find({ keywords, match, ...(pages ? { pages } : {}) })),
    fields: () => ask((it) => it.fields()),
    place: (plan) => ask((it) => it.place(JSON.stringify(plan))),
    convert: async (request) => (await convert(request)).output,
    platforms: () => Promise.resolve([...platforms]),
    async export(platform, placements) {
      const seams = new Map<string, Placement[]>();
      for (const one of placements) if (one.kind === "seam") seams.set(one.id, [...(seams.get(one.id) ?? []), one]);
      const told = placements.flatMap((one) => {
        if (one.kind !== "seam" || !drawsSeams(platform)) return [one];
        return seams.get(one.id)?.[0] === one ? (wholeSeal(seams.get(one.id) ?? []) ?? []) : [];
      });
      return JSON.stringify(await Promise.all(told.map((one) => fieldsOf(platform, one))), null, 2);
    },
    import(platform, text) {
      try {
        JSON.parse(text);
      } catch (error) {
        return Promise.reject(Object.assign(new Error((error as Error).message), { code: "invalid_json" }));
      }
      return platform === "tencent" || platform === "qiyuesuo" ? importRequest(platform, text) : importByNumbers(platform, text);
    },
    suggest: () => paper((client, bytes, options) => client.suggest(bytes, {}, options)),
    report: ({ plan, lang, file, pages, pictures }) =>
      paper((client, bytes, options) => client.report(bytes, JSON.stringify(plan), { lang, file, pages: pages.join(",") }, { ...options, pictures })),
    annotated: ({ plan, lang }) => paper((client, bytes, options) => client.annotated(bytes, JSON.stringify(plan), { lang }, options)),
    prepare: (plan) => paper((client, bytes, options) => client.prepare(bytes, JSON.stringify(plan), {}, options)),
  };
}
