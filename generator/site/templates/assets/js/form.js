// A form of the site. The page holds everything: once loaded it works without a network, and nothing leaves by itself.
import { checker } from "./form-check.js";
import { draft } from "./form-draft.js";
import { choices } from "./form-choices.js";
import { ending } from "./form-end.js";
import { fineWords, isUrgent, showLive, showProgress, showSummary, write } from "./form-marks.js";
import { formPage } from "./form-page.js";
import { changes, fileName, recordText } from "./form-record.js";
import { targetOf } from "./form-target.js";
import { persianNumber } from "./form-text.js";

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("form-data").textContent);
const [form, note] = [byId("form"), byId("form-note")];
const { root } = document.querySelector("[data-root]").dataset;
const { check, read, tidy, bare, freed, say, telephoneDoubt } = checker(data);
const page = formPage(form, data, tidy);
const chosen = choices(form, page);
const end = ending(form, data, page);
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
    const reply = await fetch(`${root}${data.form}/${id}/index.json`);
    return reply.ok ? targetOf(await reply.text(), data) : null;
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
      links: [
        { words: "دیدن آن صفحه", href: address },
        { words: "اصلاح آن", href: `?record=${id}` },
      ],
      sentence: say("known-name", {
        title: page.question(data.known).title,
        found: values[data.known],
        expected: address,
      }),
    },
  ];
}

/** Return the record as it is to be sent, what stands in its way, and the questions that ask for something. */
function finished() {
  const values = page.collect();
  let problems = chosen.gather(check(values), values, (title) => say("choice-needed", { title }));
  if (photoOf()?.size > data.rules.photo_bytes) {
    const question = data.questions.find((one) => one.control === "file");
    problems.push({
      key: question.key,
      code: "photo-heavy",
      sentence: say("photo-heavy", { found: persianNumber((photoOf().size / 1e6).toFixed(1)) }),
    });
  }
  const asking = new Set(problems.map(({ key }) => key));
  if (!target) return { values, problems: [...problems, ...namesake(values)], asking, sent: values };
  const difference = changes(data.questions, target.before, values);
  const emptied = difference.emptied.map((key) => ({
    key,
    code: "answer-emptied",
    sentence: say("answer-emptied", { title: page.question(key).title }),
  }));
  // What nobody changed is not theirs to mend.
  problems = problems.filter(({ key }) => difference.changed.includes(key) && !difference.emptied.includes(key));
  return { values, problems: [...problems, ...emptied], asking, sent: difference.values };
}

/** Return the question that a field asks, of a list or of the form. */
function questionOf(field) {
  const list = field.dataset.part && field.closest("[data-key]").dataset.key;
  return list
    ? page.question(list).parts.find((part) => part.key === field.dataset.part)
    : page.question(field.dataset.key);
}

/** Return what is said of an answer in which nothing is wrong. */
function fine(field) {
  const question = field.matches("[data-choices]") ? null : questionOf(field);
  if (!question || ["rows", "refs", "radios", "checks", "select", "file"].includes(question.control)) return "";
  const [first, ...others] = page.controls(field);
  const understood = read(question, others.length ? dateOf([first, ...others]) : first.value);
  return touched.has(field) || question.control === "words" ? fineWords(question, understood, first) : "";
}
const dateOf = (controls) =>
  controls
    .map((control) => control.value.trim())
    .reverse()
    .filter(Boolean)
    .join("/");

/** Bring everything beside the fields up to date, and keep the draft. */
function update({ keep = true } = {}) {
  page.refresh();
  const { values, problems, asking } = finished();
  const absent = new Set(["required", "too-few", "reference-missing"]);
  chosen.follow(values);
  for (const field of form.querySelectorAll("[data-needed]")) {
    const { key } = field.dataset;
    field.hidden = !values[key] && !asking.has(key);
  }
  showLive(form, page, problems, {
    fine,
    shows: (field, problem) =>
      asked || isUrgent(problem) || (touched.has(field) && !problem.absent && !absent.has(problem.code)),
  });
  showProgress(byId("form-progress"), form, problems, page);
  if (!keep) return;
  sayOfDraft(
    store.write(values)
      ? "پیش‌نویس در همین مرورگر نگه داشته شد."
      : "این مرورگر پیش‌نویس را نگه نمی‌دارد؛ پیش از بستن صفحه فرم را ذخیره کنید.",
  );
}

const anchor = (textContent, href) => Object.assign(document.createElement("a"), { textContent, href });

function sayOfDraft(words) {
  const line = byId("form-draft");
  line.closest(".draft").hidden = false;
  line.textContent = words;
}

/** Return the text of some answers as the intake reads it. */
const textOf = (values) =>
  recordText({ form: data.form, version: data.rules.ready_version, target: target?.id, values });

/** Return what is to be sent, or null where something is to be mended first: then the reader is taken there. */
function madeOrMend() {
  asked = true;
  const { values, problems, sent } = finished();
  update();
  note.textContent = "";
  const blocking = problems.filter((problem) => !problem.warning);
  showSummary(byId("form-errors"), page, blocking);
  if (blocking.length) return null;
  if (target && !Object.keys(sent).length) {
    note.textContent = "هنوز چیزی عوض نشده است. پاسخی را که باید اصلاح شود عوض کنید.";
    return null;
  }
  const file = data.questions.find((question) => question.control === "file");
  const { [file?.key]: _photo, ...withoutPhoto } = sent;
  const text = textOf(sent);
  if (new TextEncoder().encode(text).length > data.rules.ready_bytes) {
    note.textContent = say("ready-large", { expected: persianNumber(data.rules.ready_bytes / 1024) });
    return null;
  }
  return {
    values,
    name: fileName(data.form, sent, target?.id),
    title: target ? `اصلاح صفحهٔ «${target.label}»` : `«${values[data.label] || data.record}»`,
    text,
    bare: textOf(withoutPhoto),
    photo: photoOf(),
    target: target?.id ?? "",
  };
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const made = madeOrMend();
  if (made) end.show(made, made.values);
});

byId("outbox-phone")?.addEventListener("change", ({ target: control }) => {
  write(byId("outbox-phone-live"), telephoneDoubt("شمارهٔ شما", control.value));
});

// One button beside a text takes what is private out of it.
form.addEventListener("click", ({ target: pressedOn }) => {
  const field = pressedOn.closest(".private button")?.closest("[data-part], [data-key]");
  if (!field) return;
  const [control] = page.controls(field);
  control.value = freed(questionOf(field), control.value);
  control.focus();
  update();
});

byId("form-clear").addEventListener("click", () => {
  store.clear();
  asked = false;
  form.reset();
  page.fill(target?.before ?? {}, Boolean(target));
  byId("form-errors").hidden = true;
  end.hide();
  update({ keep: false });
  sayOfDraft("پیش‌نویس پاک شد.");
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
// Enter in a line of text must not send a form that nobody has finished.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input:not([type=radio], [type=checkbox], [type=file])"))
    event.preventDefault();
});

const found = await wanted();
const store = draft(data.form, found?.id);
if (found) {
  page.fill(found.values, true);
  target = { id: found.id, label: found.label, before: page.collect() };
  byId("main").textContent = data.people ? "اصلاح یا حذف" : "اصلاح";
  byId("form-lead").textContent = "نام کاربری و رمز لازم نیست.";
  const line = byId("form-target");
  const place = `${data.form}/${found.id}/`;
  line.append("صفحهٔ ", anchor(found.label, `${root}${place}`), ". فقط پاسخ‌هایی که عوض کنید فرستاده می‌شود.");
  if (data.people) {
    const removal = data.inbox ? `${data.inbox}about/?page=${place}&act=remove` : `${root}privacy/#withdraw`;
    line.append(" ", anchor("حذف نام", removal), "، بدون نیاز به دلیل.");
  }
  line.hidden = false;
}
const kept = store.read();
if (kept) page.fill(kept, Boolean(target));
else if (!target) page.fill(given());
// Once the form is open it needs no network; whoever waits in vain for the names may begin without them.
if (!target && data.known) {
  const coming = knownNames().then((known) => {
    names = known;
    if (!form.hidden) update({ keep: false });
  });
  await Promise.race([coming, new Promise((resolve) => setTimeout(resolve, 600))]);
}
form.hidden = false;
update({ keep: false });
if (kept) sayOfDraft("پیش‌نویس پیشین شما بازگشت.");
