// «ارسال»: what a form has made is kept here until an answer with a code has come, whatever happens to the network.
// One hand-in has one key: a second tap, a closed tab or a lost answer make no second one of it.
import { persianDigits, persianNumber } from "./form-text.js";
import { clearDraft, draftText, drop, forget, keep, mine, named, remember, rename, waiting } from "./outbox-store.js";

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("form-data").textContent);
const form = byId("form");
const [box, done, send] = [byId("outbox"), byId("outbox-done"), byId("outbox-send")];
const PAUSES = [5, 15, 60, 300]; // seconds after each sending that got no answer
const LONGEST = 90_000; // milliseconds that an answer may take
const MOST_VERSIONS = 3;
const LOST = "پاسخی نرسید. شاید شبکه قطع است.";
let failures = 0;
let timer = 0;

const groups = (code) => persianDigits(code);
const moment = () => new Date().toISOString();

/** Return a short trace of what is sent, to know it again without keeping it. */
async function traceOf(parts) {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const digest = await crypto.subtle?.digest("SHA-256", bytes);
  return digest ? [...new Uint8Array(digest)].map((byte) => byte.toString(16)).join("") : "";
}

/** Put what the form has made into the outbox; what waits there already, or was sent already, is not put there twice. */
async function enqueue({ name, text, photo, target }) {
  const draft = `${data.form}:${target}`;
  const [phone, typed, website] = ["phone", "note", "website"].map((field) => byId(`outbox-${field}`).value.trim());
  // Who sends is for the office alone: no field of the record says it.
  const who = form.querySelector("[data-inbox]:checked")?.dataset.inbox;
  const note = [who, typed].filter(Boolean).join("\n");
  const trace = await traceOf([data.form, text, photo && [photo.name, photo.size, photo.lastModified], phone, note]);
  const before = trace && mine().find((one) => one.trace === trace);
  if (before) {
    done.textContent = `همین فرم پیش‌تر رسیده است: فرستادهٔ ${persianNumber(before.number)}، کد ${groups(before.code)}.`;
    return;
  }
  const { key, version } = named(draft);
  const own = (await waiting()).filter((item) => item.key === key);
  const last = own.at(-1);
  if (!last || last.trace !== trace || !trace) {
    // What may have arrived keeps its version; what never left is replaced.
    const next = last ? last.version + (last.tried ? 1 : 0) : version;
    const item = {
      id: `${key}:${next}`,
      key,
      version: next,
      since: last?.since ?? Date.now(),
      form: data.form,
      target,
    };
    const kept = await keep({
      ...item,
      draft,
      name,
      text,
      photo,
      phone,
      note,
      website,
      trace,
      before: draftText(draft),
    });
    if (!kept) done.textContent = "این مرورگر چیزی نگه نمی‌دارد: تا کد نگرفته‌اید این صفحه را نبندید.";
  }
  navigator.storage?.persist?.();
  await flush(true);
}

/** Send all that waits, one after the other; only one page of the site does so at a time. */
async function flush(now = false) {
  if (navigator.locks) await navigator.locks.request("outbox", () => sendAll(now));
  else await sendAll(now);
  await show();
}

async function sendAll(now) {
  for (const item of await waiting()) {
    if (!now && item.until > Date.now()) continue;
    if (!(await sendOne(item))) break;
  }
}

/** Send an item; return whether the next one may go. */
async function sendOne(item) {
  item.tried = true;
  await keep(item);
  let reply;
  try {
    reply = await fetch(`${data.inbox}send`, {
      method: "POST",
      body: bodyOf(item),
      signal: AbortSignal.timeout(LONGEST),
      redirect: "error",
    });
  } catch {
    return postpone(item, LOST, PAUSES[Math.min(failures++, PAUSES.length - 1)]);
  }
  const said = await reply.json().catch(() => ({}));
  if (reply.ok && said.code) {
    failures = 0;
    return arrived(item, said);
  }
  const wait = Number(reply.headers.get("Retry-After"));
  if (wait || reply.status >= 500) {
    const pause = wait || PAUSES[Math.min(failures++, PAUSES.length - 1)];
    return postpone(item, said.sentence ?? "صندوق اکنون پاسخ نمی‌دهد.", pause);
  }
  return refused(item, reply.status, said);
}

function bodyOf({ key, version, form: name, target, text, photo, phone, note, website }) {
  const body = new FormData();
  for (const [field, value] of Object.entries({ key, version, form: name, target, phone, note, website }))
    body.append(field, value);
  body.append("record", new Blob([text], { type: "text/yaml" }), "record.yml");
  if (photo) body.append("photo", photo, photo.name);
  return body;
}

async function postpone(item, sentence, seconds) {
  item.until = Date.now() + seconds * 1000;
  item.said = sentence;
  await keep(item);
  clearTimeout(timer);
  timer = setTimeout(flush, seconds * 1000);
  return false;
}

/** A code has come: only now is the draft cleared, and only if it is still what was sent. */
async function arrived(item, { number, code }) {
  remember({ number, code, at: moment(), form: data.form === item.form ? data.record : "", trace: item.trace });
  await drop(item.id);
  const isNewest = !(await waiting()).some((other) => other.key === item.key);
  const isSame = draftText(item.draft) === item.before;
  if (isNewest) rename(item.draft, isSame ? null : { key: item.key, version: item.version + 1 });
  if (isNewest && isSame) {
    clearDraft(item.draft);
    if (item.draft === `${data.form}:${target()}`) byId("form-clear").click();
  }
  done.textContent = `رسید: فرستادهٔ ${persianNumber(number)}. کد پیگیری ${groups(code)} است؛ آن را نگه دارید.`;
  done.focus();
  return true;
}

const target = () => {
  const id = new URLSearchParams(location.search).get("record") ?? "";
  return byId("form-target").hidden ? "" : id;
};

/** It cannot be taken as it is: the sentence says why. What was written stays in the form. */
async function refused(item, status, { sentence }) {
  await drop(item.id);
  if (status === 409 && item.version < MOST_VERSIONS) {
    // An earlier version has arrived though its answer was lost: this is the next one of the same hand-in.
    const next = item.version + 1;
    await keep({ ...item, id: `${item.key}:${next}`, version: next, tried: false });
    rename(item.draft, { key: item.key, version: next });
    return sendOne({ ...item, id: `${item.key}:${next}`, version: next });
  }
  if (status === 409) rename(item.draft, null);
  done.textContent = sentence ?? "پذیرفته نشد. فرم را ذخیره کنید و به دفتر برسانید.";
  return true;
}

/** Show what waits and what was sent from this browser. */
async function show() {
  const items = await waiting();
  byId("outbox-waiting").hidden = !items.length;
  const count = `${persianNumber(items.length)} فرم در صف ارسال است.`;
  byId("outbox-words").textContent = items.length ? `${count} ${items[0].said ?? ""}` : "";
  const sent = mine();
  byId("outbox-mine").hidden = !sent.length;
  byId("outbox-mine")
    .querySelector("ul")
    .replaceChildren(...sent.map(line));
}

function line({ number, code, at, form: name }) {
  const own = document.createElement("li");
  const day = new Date(at).toLocaleDateString("fa-IR", { dateStyle: "long" });
  const follow = document.createElement("form");
  Object.assign(follow, { method: "post", action: `${data.inbox}follow` });
  const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "code", value: code });
  const button = Object.assign(document.createElement("button"), { className: "quiet", textContent: "پیگیری" });
  follow.append(hidden, button);
  own.append(`فرستادهٔ ${persianNumber(number)}${name ? ` (${name})` : ""}، ${day}، کد ${groups(code)}`, follow);
  return own;
}

/** Offer all codes as a text to keep. */
function save() {
  const text = mine().map(({ number, code, at }) => `فرستادهٔ ${persianNumber(number)}\t${groups(code)}\t${at}`);
  const address = `${location.origin}${data.inbox}follow`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`\ufeff${[...text, address].join("\r\n")}\r\n`], { type: "text/plain" }));
  link.download = "codes.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

form.addEventListener("made", async (event) => {
  if (send.disabled) return;
  send.disabled = true;
  done.textContent = "فرستاده می‌شود…";
  try {
    await enqueue(event.detail);
    if (done.textContent === "فرستاده می‌شود…") done.textContent = "";
  } finally {
    send.disabled = false;
  }
});
byId("outbox-now").addEventListener("click", () => flush(true));
byId("outbox-keep").addEventListener("click", save);
byId("outbox-forget").addEventListener("click", () => {
  forget();
  show();
});
addEventListener("online", () => flush(true));
addEventListener("storage", show);

// Who writes of herself is asked for a number.
form.addEventListener("change", ({ target }) => {
  if (target.dataset.inbox && target.checked) box.open = true;
});
box.hidden = false;
byId("outbox-way").hidden = false;
await flush();
