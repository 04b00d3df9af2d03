/** The Worker's side: answers calls one after another, a search in slices, so that short calls need not wait for it. */

import { complete, start } from "./engine.js";
import { convert, Document } from "./document.js";
import { check, resolve, translate } from "./flow.js";
import type { Pdfs } from "./flow.js";
import { SignplaceError } from "./error.js";
import type { Calls, FromWorker, Method, Port, Sources, ToWorker } from "./rpc.js";
import type { ErrorBody, Found } from "./types.js";

/** How long a search goes on before other calls get their turn, in milliseconds. */
const SLICE = 8;

const READS_TEXT: ReadonlySet<Method> = new Set(["find", "pages", "place", "resolve", "translate", "check"]);

/** They bring their document with them, and need nothing of what is open. */
const OF_PAPERS: ReadonlySet<Method> = new Set(["suggest", "report", "overlays", "annotated", "prepare"]);

type Handlers = {
  [M in Exclude<Method, "init">]: (takes: Calls[M]["takes"], id: number) => Calls[M]["gives"] | Promise<Calls[M]["gives"]>;
};

/** Answers what comes through this port. */
export function serve(port: Port): void {
  const documents = new Map<number, Document>();
  const cancelled = new Set<number>();
  const running = new Set<number>();
  let last = 0;
  let sources: Sources = {};

  const send = (message: FromWorker): void => port.postMessage(message);

  const opened = (number: number): Document => {
    const document = documents.get(number);
    if (document === undefined) {
      throw new SignplaceError({ code: "usage", message: "The document was closed.", hint: "Open it again." });
    }
    return document;
  };

  const several = (numbers: number | Record<string, number>): Pdfs =>
    typeof numbers === "number"
      ? opened(numbers)
      : Object.fromEntries(Object.entries(numbers).map(([id, number]) => [id, opened(number)]));

  const handlers: Handlers = {
    open({ bytes, password }) {
      const document = Document.open(bytes, { password });
      documents.set(++last, document);
      return { document: last, pageCount: document.pageCount };
    },
    close({ document }) {
      documents.get(document)?.free();
      documents.delete(document);
      return null;
    },
    async find({ document, request }, id): Promise<Found> {
      const search = opened(document).search(request);
      try {
        let since = performance.now();
        for (let progress = search.nextPage(); progress !== undefined; progress = search.nextPage()) {
          if (performance.now() - since < SLICE && progress.done < progress.of) continue;
          send({ id, progress });
          await turn();
          if (cancelled.has(id)) throw new Cancelled();
          since = performance.now();
        }
        return search.finish();
      } finally {
        search.free();
      }
    },
    fields: ({ document, request }) => opened(document).fields(request),
    pages: ({ document, request }) => opened(document).pages(request),
    convert: ({ document, request }) => opened(document).convert(request),
    convertSize: ({ request }) => convert(request),
    resolve: ({ documents, request, options }) => resolve(request, several(documents), options),
    translate: ({ documents, request, options }) => translate(request, several(documents), options),
    check: ({ documents, request, options }) => check(request, several(documents), options),
    place: ({ document, plan }) => opened(document).place(plan),
    suggest: async ({ bytes, password, request }) => (await papers()).suggest(bytes, request, { password }),
    report: async ({ bytes, password, plan, request, pictures }) => (await papers()).report(bytes, plan, request, { password, pictures }),
    overlays: async ({ bytes, password, plan, request }) => (await papers()).overlays(bytes, plan, request, { password }),
    annotated: async ({ bytes, password, plan, request }) => (await papers()).annotated(bytes, plan, request, { password }),
    prepare: async ({ bytes, password, plan, request }) => (await papers()).prepare(bytes, plan, request, { password }),
  };

  /** A module of its own, which bundlers split off: it is fetched with the first call that needs it. */
  const papers = async (): Promise<typeof import("./papers.js")> => {
    const module = await import("./papers.js");
    await module.default(sources.papers);
    return module;
  };

  const begin = async (method: Method, takes: object): Promise<void> => {
    if (OF_PAPERS.has(method)) return;
    await start(sources.wasm);
    // What reads text needs the tables too, and so does a password; the rest need not wait for them.
    const fetched = complete(sources.tables);
    if (READS_TEXT.has(method) || "password" in takes && takes.password !== undefined) await fetched;
    else fetched.catch(() => undefined);
  };

  const answer = async <M extends Exclude<Method, "init">>(id: number, method: M, takes: Calls[M]["takes"]): Promise<void> => {
    running.add(id);
    try {
      await begin(method, takes);
      if (cancelled.has(id)) return;
      const handler = handlers[method] as Handlers[M] | undefined;
      if (handler === undefined) throw new SignplaceError({ code: "usage", message: `There is no call “${method}”.` });
      const gives = await handler(takes, id);
      const isFile = typeof gives === "object" && gives !== null && "bytes" in gives;
      port.postMessage({ id, gives } satisfies FromWorker, isFile ? [gives.bytes.buffer as ArrayBuffer] : []);
    } catch (why) {
      if (!(why instanceof Cancelled)) send({ id, error: body(why) });
    } finally {
      running.delete(id);
      cancelled.delete(id);
    }
  };

  port.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
    if ("cancel" in data) {
      if (running.has(data.cancel)) cancelled.add(data.cancel);
    } else if (data.method === "init") {
      sources = data.takes;
      send({ id: data.id, gives: null });
    } else {
      void answer(data.id, data.method, data.takes);
    }
  });
  port.start?.();
}

/** Nobody waits for the answer any more. */
class Cancelled extends Error {}

/** Lets messages in. Unlike `setTimeout`, which browsers hold back to 4 ms when it is called again and again. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function body(why: unknown): ErrorBody {
  if (why instanceof SignplaceError) return why.toJSON();
  return { code: "io", message: why instanceof Error ? why.message : String(why) };
}
