// What the page says beside the fields: problems, how an answer is read, the way through the sections, the card.
import { persianDigits, persianNumber, shown } from "./form-text.js";

const COUNTS = ["", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"];

/** Show the problems of the fields that are meant to show theirs; a field without any is cleared. */
export function showProblems(form, page, problems, shows) {
  const byField = new Map();
  for (const problem of problems) {
    const field = page.placeOf(problem);
    if (field && shows(field, problem)) byField.set(field, [...(byField.get(field) ?? []), problem]);
  }
  for (const field of form.querySelectorAll("[data-key], [data-part]")) {
    // Errors first: a doubt must not bury what stands in the way.
    const found = (byField.get(field) ?? []).sort((one, other) => Boolean(one.warning) - Boolean(other.warning));
    const said = shown(found.map((problem) => problem.sentence).join(" "));
    const line = field.querySelector(":scope > .error");
    if (line.textContent !== said) line.textContent = said;
    line.hidden = !said;
    const bad = found.some((problem) => !problem.warning);
    field.classList.toggle("bad", bad);
    field.classList.toggle("doubtful", Boolean(said) && !bad);
    if (field.matches(".rows")) continue;
    for (const control of field.matches(".radios") ? [field] : page.controls(field)) {
      if (bad) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
  return byField;
}

/** Show the list of all that is to be mended, each a link to its field, and take the reader there. */
export function showSummary(box, page, problems) {
  box.hidden = !problems.length;
  if (!problems.length) return;
  const count = COUNTS[problems.length] ?? persianNumber(problems.length);
  box.querySelector("h2").textContent = `${count} جا را درست کنید`;
  const items = problems.map((problem) => {
    const field = page.placeOf(problem);
    const goal = field.matches(".rows") ? field : (page.controls(field)[0] ?? field);
    const link = Object.assign(document.createElement("a"), {
      href: `#${goal.id || field.id}`,
      textContent: shown(problem.sentence),
    });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goal.focus({ preventScroll: true });
      field.scrollIntoView({ block: "center" });
    });
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  box.querySelector("ul").replaceChildren(...items);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });
}

/** Say below a field how its answer is understood: a date in words, a large number in groups, how much room is left. */
export function showReading(field, question, understood) {
  const line = field.querySelector(":scope > .reading");
  if (!line) return;
  let said = "";
  const { text, words } = understood;
  if (question.kind === "date" && words) said = `خوانده می‌شود: ${words}`;
  else if (question.kind === "number" && /^[0-9]{4,15}$/.test(text)) {
    said = `${persianNumber(text)} ${question.unit ?? ""}`;
    if (question.unit === "ریال") said += `، برابر ${persianNumber(Math.floor(text / 10))} تومان`;
  } else if (line.dataset.longest && text) {
    const [used, most] = [[...text].length, Number(line.dataset.longest)];
    if (used > most / 2) said = `${persianNumber(used)} از ${persianNumber(most)} نویسه`;
  }
  line.hidden = !said;
  if (line.textContent !== said) line.textContent = said;
}

/** Show how far the sections are: written, begun or untouched. */
export function showProgress(side, form, problems, page) {
  const parts = [...form.querySelectorAll(".part")];
  const faulty = new Set(
    problems.filter((problem) => !problem.warning).map((problem) => page.placeOf(problem)?.closest(".part")),
  );
  let done = 0;
  [...side.querySelectorAll(".form-steps li")].forEach((step, index) => {
    const part = parts[index];
    const begun = page
      .controls(part)
      .some((control) =>
        control.matches("[type=radio], [type=checkbox]") ? control.checked && control.value : control.value,
      );
    const state = begun ? (faulty.has(part) ? "begun" : "done") : "open";
    done += state === "done";
    step.dataset.state = state;
    const said = { done: "نوشته شد", begun: "ناتمام", open: "نانوشته" }[state];
    const hidden = step.querySelector(".sr");
    if (hidden.textContent !== said) hidden.textContent = said;
  });
  const all = `${persianNumber(parts.length)} بخش`;
  // A Persian zero is a dot that nobody reads.
  side.querySelector("#form-progress").textContent = done
    ? `${persianNumber(done)} بخش از ${all} نوشته شد`
    : `از ${all} هنوز هیچ‌کدام کامل نیست`;
}

/** Draw the card from the answers. */
export function showCard(box, card, values, page) {
  const label = (key) => {
    const answer = [values[key]].flat()[0] ?? "";
    return page.question(key)?.options?.[answer] ?? answer;
  };
  const texts = { over: label(card.over), name: label(card.name), ability: label(card.text), foot: label(card.foot) };
  const empty = { over: "حوزه", name: page.question(card.name).title, ability: "", foot: "" };
  for (const [name, text] of Object.entries(texts)) {
    const line = box.querySelector(`.card-${name}`);
    line.textContent = persianDigits(text || empty[name]);
    line.classList.toggle("blank", !text);
  }
  if (!card.tone) return;
  const tone = card.tones[[values[card.tone]].flat()[0]] ?? "stone";
  const over = box.querySelector(".card-over");
  over.className = `card-over tone-${tone}${texts.over ? "" : " blank"}`;
  const face = box.querySelector(".portrait");
  face.setAttribute("class", face.getAttribute("class").replace(/tint-\w+/, `tint-${tone}`));
}
