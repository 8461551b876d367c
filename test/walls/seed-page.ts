import { SEED } from './attack.ts';

/** Puts something into everything that an origin keeps. Returns the way to take it out again. */
export async function seedPage(): Promise<() => Promise<void>> {
  localStorage.setItem(SEED, '1');
  setCookie(`${SEED}=1; samesite=lax`);
  const opening = indexedDB.open(SEED);
  opening.onupgradeneeded = () => opening.result.createObjectStore(SEED);
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
  await (await caches.open(SEED)).put(`${location.origin}/${SEED}`, new Response('1'));
  const directory = await navigator.storage?.getDirectory?.();
  await directory?.getFileHandle(SEED, { create: true });
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await new Promise<void>((resolve) => {
    void navigator.locks.request(SEED, () => {
      resolve();
      return held;
    });
  });
  const channel = new BroadcastChannel(SEED);
  const calling = setInterval(() => channel.postMessage('is anybody there?'), 100);
  return async () => {
    clearInterval(calling);
    channel.close();
    release();
    opening.result.close();
    indexedDB.deleteDatabase(SEED);
    localStorage.removeItem(SEED);
    setCookie(`${SEED}=; max-age=0`);
    await caches.delete(SEED);
    await directory?.removeEntry(SEED);
  };
}

function setCookie(cookie: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: not every engine has another way
  document.cookie = cookie;
}
