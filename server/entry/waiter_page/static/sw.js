// Keeps the shell of the page, and nothing else: no answer of the API ever lies in this cache.

importScripts("/waiter/shell.js"); // SHELL: {version, page, files}

const CACHE = `waiter-${SHELL.version}`;

self.addEventListener("install", (event) => {
  const fresh = SHELL.files.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => names.filter((name) => name !== CACHE));
  event.waitUntil(
    others.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isShell = origin === location.origin && SHELL.files.includes(pathname);
  if (event.request.method !== "GET" || !isShell) return;
  event.respondWith(
    caches.open(CACHE).then((cache) => cache.match(pathname)).then((held) => held ?? fetch(event.request)),
  );
});
