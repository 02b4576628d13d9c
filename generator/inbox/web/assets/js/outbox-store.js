// What waits to be sent, and what was: records with their photos in IndexedDB, keys and codes in localStorage.
const NAME = "outbox";
const KEYS = "outbox-key:";
const MINE = "outbox-sent";
const MOST_MINE = 200;
const memory = new Map(); // where the browser keeps nothing, as long as the page is open

let opened;
function database() {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
}

/** Do something with the store of waiting records, and return what came of it once it is on the disk. */
async function within(mode, act) {
  const base = await database();
  if (!base) return undefined;
  return new Promise((resolve, reject) => {
    const work = base.transaction(NAME, mode);
    const request = act(work.objectStore(NAME));
    work.oncomplete = () => resolve(request.result);
    work.onerror = () => reject(work.error);
    work.onabort = () => reject(work.error);
  });
}

/** Return what waits, the oldest first; of one hand-in the versions in their order. */
export async function waiting() {
  const kept = (await within("readonly", (store) => store.getAll()).catch(() => undefined)) ?? [];
  const all = new Map([...kept.map((item) => [item.id, item]), ...memory]);
  return [...all.values()].sort((one, other) => one.since - other.since || one.version - other.version);
}

/** Keep an item; return whether it outlives this page. */
export async function keep(item) {
  try {
    if (!(await database())) throw new Error("no database");
    await within("readwrite", (store) => store.put(item));
    memory.delete(item.id);
    return true;
  } catch {
    memory.set(item.id, item);
    return false;
  }
}

export async function drop(id) {
  memory.delete(id);
  await within("readwrite", (store) => store.delete(id)).catch(() => undefined);
}

function read(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // then a second sending cannot be told from a first one; the reviewer sees both
  }
}

/** Return what names the draft of a form: its key, made once, and the next version. */
export function named(draft) {
  const found = read(KEYS + draft, null);
  if (found) return found;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const made = { key: [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""), version: 1 };
  write(KEYS + draft, made);
  return made;
}
export const rename = (draft, name) => write(KEYS + draft, name);

/** Return what was sent from this browser, the newest first. */
export const mine = () => read(MINE, []);
export const forget = () => write(MINE, null);
export function remember(sent) {
  const others = mine().filter((one) => one.number !== sent.number);
  write(MINE, [sent, ...others].slice(0, MOST_MINE));
}

/** The draft that the form itself keeps: its raw text, to tell whether it is still what was sent. */
export function draftText(draft) {
  try {
    return localStorage.getItem(`form:${draft}`);
  } catch {
    return null;
  }
}
export function clearDraft(draft) {
  try {
    localStorage.removeItem(`form:${draft}`);
  } catch {
    // nothing was kept
  }
}
