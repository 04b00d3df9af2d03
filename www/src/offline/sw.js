// Offline after the first load: everything that the picker consists of is kept, and served from there. The build fills in
// the names. A PDF never comes by here: it is opened from the device, not fetched.

const CACHE = "signplace-__VERSION__";
const FIRST = __FIRST__;
const LATER = __LATER__;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FIRST))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith("signplace-") && name !== CACHE) await caches.delete(name);
      await self.clients.claim();
      // CMaps and fonts of pdf.js, and the module that makes papers: wanted offline too, but nobody waits for them.
      const cache = await caches.open(CACHE);
      for (const name of LATER) if (!(await cache.match(name))) await cache.add(name).catch(() => {});
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const home = new URL(self.registration.scope).pathname;
  if (request.mode === "navigate" && pathname !== home && pathname !== `${home}index.html`) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      const kept = await cache.match(request.mode === "navigate" ? "./" : request, { ignoreSearch: request.mode === "navigate" });
      return kept ?? fetch(request);
    })(),
  );
});
