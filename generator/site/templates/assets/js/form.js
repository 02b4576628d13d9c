// A form of the site. The page holds everything: once loaded it works without a network, and nothing leaves by itself.
import { checker } from "./form-check.js";
import { draft } from "./form-draft.js";
import { showCard, showProblems, showProgress, showReading, showSummary } from "./form-marks.js";
import { formPage } from "./form-page.js";
import { changes, fileName, recordText } from "./form-record.js";
import { canShare, forgeAddress, open, shareOrSave } from "./form-send.js";
import { persianNumber } from "./form-text.js";

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("form-data").textContent);
const [form, side, done] = [byId("form"), byId("form-side"), byId("form-done")];
const { root } = document.querySelector("[data-root]").dataset;
const { check, read, tidy, bare, say } = checker(data);
const page = formPage(form, data, tidy);
const photoOf = () => form.querySelector("[type=file]")?.files[0];

let target = null; // the record that is to be corrected: its id, its label and its answers
let names = new Map(); // the names that have a page already
let asked = false; // whether somebody has asked for the file: from then on all that is missing is said
const touched = new WeakSet();

/** Return the record that the address names, or null: an address of none of ours is a form like any other. */
async function wanted() {
  const id = new URLSearchParams(location.search).get("record");
  if (!id || !/^[a-z0-9-]+$/.test(id)) return null;
  try {
    const reply = await fetch(`${root}${data.form}/${id}/record.json`);
    return reply.ok ? await reply.json() : null;
  } catch {
    return null;
  }
}

/** Return the answers that the address gives: the county whose page led here. A list has no choice for what is none. */
function given() {
  const county = new URLSearchParams(location.search).get("county");
  return county ? { county } : {};
}

/** Return the names that have a page already, by what they are without spaces; none where they cannot be had. */
async function knownNames() {
  try {
    const reply = await fetch("known.json");
    return reply.ok ? new Map(Object.entries(await reply.json())) : new Map();
  } catch {
    return new Map();
  }
}

/** Return the doubt whether somebody is introduced who is in the bank already, with the address of the page. */
function namesake(values) {
  const id = values[data.known] && names.get(bare(values[data.known]));
  if (!id) return [];
  const address = new URL(`${root}${data.form}/${id}/`, location.href).pathname;
  return [
    {
      key: data.known,
      code: "known-name",
      warning: true,
      sentence: say("known-name", {
        title: page.question(data.known).title,
        found: values[data.known],
        expected: address,
      }),
    },
  ];
}

/** Return the record as it is to be sent, and what stands in its way. */
function finished() {
  const values = page.collect();
  let problems = check(values);
  if (photoOf()?.size > data.rules.photo_bytes) {
    const question = data.questions.find((one) => one.control === "file");
    problems.push({
      key: question.key,
      code: "photo-heavy",
      sentence: say("photo-heavy", { found: persianNumber((photoOf().size / 1e6).toFixed(1)) }),
    });
  }
  if (!target) return { values, problems: [...problems, ...namesake(values)], sent: values };
  const difference = changes(data.questions, target.before, values);
  const emptied = difference.emptied.map((key) => ({
    key,
    code: "answer-emptied",
    sentence: say("answer-emptied", { title: page.question(key).title }),
  }));
  // What nobody changed is not theirs to mend.
  problems = problems.filter(({ key }) => difference.changed.includes(key) && !difference.emptied.includes(key));
  return { values, problems: [...problems, ...emptied], sent: difference.values };
}

function readings() {
  for (const field of form.querySelectorAll("[data-key], [data-part]")) {
    if (!field.querySelector(":scope > .reading")) continue;
    const list = field.dataset.part && field.closest("[data-key]").dataset.key;
    const question = list
      ? page.question(list).parts.find((part) => part.key === field.dataset.part)
      : page.question(field.dataset.key);
    const typed = question.control === "date" ? dateOf(field) : page.controls(field)[0].value;
    showReading(field, question, read(question, typed));
  }
}
function dateOf(field) {
  const [day, month, year] = page.controls(field).map((control) => control.value.trim());
  return [year, month, day].filter(Boolean).join("/");
}

/** Bring everything beside the fields up to date, and keep the draft. */
function update({ keep = true } = {}) {
  page.refresh();
  const { values, problems } = finished();
  const absent = new Set(["required", "too-few", "reference-missing"]);
  showProblems(
    form,
    page,
    problems,
    (field, problem) => asked || (touched.has(field) && !problem.absent && !absent.has(problem.code)),
  );
  readings();
  showProgress(side, form, problems, page);
  if (byId("form-card")) showCard(byId("form-card"), data.card, values, page);
  if (!keep) return;
  const kept = store.write(values);
  byId("form-draft").textContent = kept
    ? "پیش‌نویس در همین مرورگر نگه داشته شد."
    : "این مرورگر پیش‌نویس را نگه نمی‌دارد؛ پیش از بستن صفحه پرونده را ذخیره کنید.";
}

/** Return the text to send, or null where something is to be mended first: then the reader is taken there. */
function textOrMend(withPhoto) {
  asked = true;
  const { problems, sent } = finished();
  update();
  done.textContent = "";
  const blocking = problems.filter((problem) => !problem.warning);
  showSummary(byId("form-errors"), page, blocking);
  if (blocking.length) return null;
  if (target && !Object.keys(sent).length) {
    done.textContent = "هنوز چیزی عوض نشده است. پاسخی را که باید اصلاح شود عوض کنید.";
    return null;
  }
  const file = data.questions.find((question) => question.control === "file");
  const values = { ...sent };
  if (file && !withPhoto) delete values[file.key];
  const text = recordText({ form: data.form, version: data.rules.ready_version, target: target?.id, values });
  if (new TextEncoder().encode(text).length > data.rules.ready_bytes) {
    done.textContent = say("ready-large", { expected: persianNumber(data.rules.ready_bytes / 1024) });
    return null;
  }
  return { text, values, hasPhoto: Boolean(photoOf()) };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const made = textOrMend(true);
  if (!made) return;
  const name = fileName(data.form, made.values, target?.id);
  const [way, photoFile] = [event.submitter?.dataset.way, photoOf()];
  const detail = { way, name, text: made.text, photo: photoFile, target: target?.id ?? "" };
  // Another way out may take it from here.
  if (!form.dispatchEvent(new CustomEvent("made", { cancelable: true, detail }))) return;
  const outcome = await shareOrSave(name, made.text, photoOf());
  const photo = made.hasPhoto ? " تصویر را هم کنار آن بفرستید." : "";
  if (outcome === "saved")
    done.textContent = `پروندهٔ «${name}» ذخیره شد. آن را با رایانامه یا پیام‌رسان برای دفتر بفرستید.${photo}`;
  if (outcome === "shared") done.textContent = "پرونده هم‌رسانی شد. اگر به دفتر رسید، پیش‌نویس را پاک کنید.";
});

byId("form-forge").addEventListener("click", async () => {
  const made = textOrMend(false);
  if (!made) return;
  const { address, fits } = forgeAddress(data.repository, made.text);
  if (made.hasPhoto)
    done.textContent =
      "تصویر از این راه فرستاده نمی‌شود؛ پرونده را با راه نخست بفرستید، یا تصویر را جدا به دفتر برسانید.";
  byId("form-paste").hidden = fits;
  if (fits) {
    open(address);
    return;
  }
  byId("form-text").value = made.text;
  byId("form-text").focus();
  byId("form-open").onclick = () => open(address);
  await copy();
});

async function copy() {
  const box = byId("form-text");
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    done.textContent = "متن رونوشت شد. آن را در کادر گیت‌هاب بچسبانید.";
  } catch {
    done.textContent = "متن را برگزینید و رونوشت کنید.";
  }
}
byId("form-copy").addEventListener("click", copy);

byId("form-clear").addEventListener("click", () => {
  store.clear();
  asked = false;
  form.reset();
  page.fill(target?.before ?? {}, Boolean(target));
  byId("form-errors").hidden = true;
  update({ keep: false });
  byId("form-draft").textContent = "پیش‌نویس پاک شد.";
});

// What appears beside a field moves what stands below it. While something is pressed nothing may move: the click would miss.
let waiting = 0;
let [pressed, late] = [false, false];
function soon(delay) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    late = pressed;
    if (!pressed) update();
  }, delay);
}
function release() {
  pressed = false;
  if (late) soon(0); // after the click, which comes with the release
  late = false;
}
// Of a finger the click, and what it leaves, come only after it was lifted.
const lifted = ({ type, pointerType }) =>
  type === "pointerup" && pointerType === "touch" ? setTimeout(release, 400) : release();
document.addEventListener(
  "pointerdown",
  () => {
    pressed = true;
  },
  true,
);
for (const name of ["pointerup", "pointercancel", "click", "keydown"]) document.addEventListener(name, lifted, true);
document.addEventListener(
  "pointermove",
  ({ buttons }) => {
    if (pressed && !buttons) release();
  },
  true,
);
form.addEventListener("input", () => soon(200));
form.addEventListener("change", ({ target: control }) => {
  const field = control.closest("[data-part], [data-key]");
  if (field) touched.add(field);
  clearTimeout(waiting);
  if (pressed) soon(0);
  else update();
});
form.addEventListener("focusin", ({ target: control }) => {
  const parts = [...form.querySelectorAll(".part")];
  const current = parts.indexOf(control.closest(".part"));
  [...side.querySelectorAll(".form-steps a")].forEach((link, index) => {
    if (index === current) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
});
// Enter in a line of text must not send a form that nobody has finished.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input:not([type=radio], [type=checkbox], [type=file])"))
    event.preventDefault();
});

const found = await wanted();
const store = draft(data.form, found?.target);
if (found) {
  page.fill(found.values, true);
  target = { id: found.target, before: page.collect() };
  const note = byId("form-target");
  const link = Object.assign(document.createElement("a"), {
    href: `${root}${data.form}/${found.target}/`,
    textContent: found.label,
  });
  note.append("پیشنهاد اصلاح برای صفحهٔ ", link, ". تنها پاسخ‌هایی که عوض کنید فرستاده می‌شود.");
  note.hidden = false;
}
const kept = store.read();
if (kept) page.fill(kept, Boolean(target));
else if (!target) page.fill(given());
byId("form-forge").hidden = !data.repository;
// Once the form is open it needs no network; whoever waits in vain for the names may begin without them.
if (!target && data.known) {
  const coming = knownNames().then((known) => {
    names = known;
    if (!form.hidden) update({ keep: false });
  });
  await Promise.race([coming, new Promise((resolve) => setTimeout(resolve, 600))]);
}
document.documentElement.classList.add(canShare() ? "can-share" : "can-save");
form.hidden = false;
side.hidden = false;
update({ keep: false });
byId("form-draft").textContent = kept ? "پیش‌نویس پیشین شما بازگشت." : "";
