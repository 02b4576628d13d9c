// What the page says beside the fields: that an answer is fine, what is wrong with it, how far the form is, the card.
import { length, persianDigits, persianNumber, shown } from "./form-text.js";

const COUNTS = ["", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"];
const PLACES = "[data-key], [data-part], [data-choices]";
const TYPED = "input:not([type=radio], [type=checkbox], [type=file]), textarea";
const NUMBERS = new Set(
  ["national-id", "mobile", "phone", "card", "sheba", "postal-code"].map((one) => `private-${one}`),
);
const isPrivate = ({ code }) => code.startsWith("private-");
const tells = ({ code }) => code.startsWith("told-");
/** Whether a problem is said while somebody still types: what must not leave the page. */
export const isUrgent = (problem) => isPrivate(problem) || tells(problem);

/** Say under each field what is to be said of its answer: ▲ what stands in the way, ◇ a doubt, ✓ that it is fine. */
export function showLive(form, page, problems, { shows, fine }) {
  const byField = new Map();
  for (const problem of problems) {
    const field = page.placeOf(problem);
    if (field && shows(field, problem)) byField.set(field, [...(byField.get(field) ?? []), problem]);
  }
  for (const field of form.querySelectorAll(PLACES)) {
    // Errors first: a doubt must not bury what stands in the way.
    const found = (byField.get(field) ?? []).sort((one, other) => Boolean(one.warning) - Boolean(other.warning));
    const bad = found.some((problem) => !problem.warning);
    const line = field.querySelector(":scope > .live");
    const said = shown(found.length ? found.map(({ sentence }) => sentence).join(" ") : fine(field));
    write(line, said, found[0]?.links ?? []);
    line.classList.toggle("stop", bad);
    line.classList.toggle("soft", found.length > 0 && !bad);
    showPrivate(field, line, found.find(isPrivate), found.some(tells));
    if (field.matches(".rows, [data-choices]")) continue;
    for (const control of field.matches(".radios") ? [field] : page.controls(field)) {
      if (bad) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}

/** Write a line, in one piece beside its sign, with the links that help on. */
export function write(line, said, links = []) {
  if (line.dataset.said === said) return;
  line.dataset.said = said;
  line.hidden = !said;
  const words = document.createElement("span");
  words.append(said);
  for (const [place, { words: textContent, href }] of links.entries())
    words.append(place ? " یا " : " ", Object.assign(document.createElement("a"), { textContent, href }));
  line.replaceChildren(words);
}

/** Warn of what is private where it is typed, with one button that takes it out of the text. */
function showPrivate(field, line, fact, told) {
  const box = field.querySelector(":scope > .private");
  if (!fact && !told) {
    box?.remove();
    return;
  }
  const shownBox = box ?? document.getElementById("form-private").content.firstElementChild.cloneNode(true);
  if (!box) line.after(shownBox);
  const button = shownBox.querySelector("button");
  button.hidden = !fact || !field.querySelector(TYPED);
  const words = fact && (NUMBERS.has(fact.code) ? "برداشتن شماره" : "برداشتن آن");
  if (words && button.textContent !== words) button.textContent = words;
}

/** Return how an answer is understood, or that it is fine: a date in words, a large number in groups, how much room is left. */
export function fineWords(question, understood, control) {
  const { text, words, code } = understood;
  if (!text || code) return "";
  if (question.kind === "date") return words ? `خوانده می‌شود: ${words}` : "";
  if (question.kind === "number" && /^[0-9]{4,15}$/.test(text)) {
    const said = `${persianNumber(text)} ${question.unit ?? ""}`;
    return question.unit === "ریال" ? `${said}، برابر ${persianNumber(Math.floor(text / 10))} تومان` : said;
  }
  if (question.kind === "link") return "پیوند درست است";
  const [used, most] = [length(text), Number(control.dataset.longest)];
  return most && used > most / 4 ? `${persianNumber(used)} حرف از ${persianNumber(most)}؛ خوب است` : "خوب است";
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
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
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

/** Show how many of the questions are answered, of those that are asked first. */
export function showProgress(line, form, problems, page) {
  const parts = [...form.querySelectorAll(".part[id]")].filter((part) => !part.closest(".fold"));
  const faulty = new Set(
    problems.filter((problem) => !problem.warning).map((problem) => page.placeOf(problem)?.closest(".part[id]")),
  );
  const steps = [...line.querySelectorAll("i")];
  const isSaid = (control) =>
    control.matches("[type=radio], [type=checkbox]") ? control.checked && control.value : control.value;
  steps.forEach((step, index) => {
    step.classList.toggle("on", page.controls(parts[index]).some(isSaid) && !faulty.has(parts[index]));
  });
  const done = steps.filter((step) => step.matches(".on")).length;
  // A Persian zero is a dot that nobody reads.
  const said = done
    ? `${persianNumber(done)} از ${persianNumber(steps.length)}`
    : `${persianNumber(steps.length)} پرسش`;
  line.querySelector("span").textContent = said;
}

/** Draw the card from the answers. */
export function showCard(box, card, values, page) {
  const label = (key) => {
    const answer = [values[key]].flat()[0] ?? "";
    return page.question(key)?.options?.[answer] ?? answer;
  };
  const texts = { over: label(card.over), name: label(card.name), ability: label(card.text), foot: label(card.foot) };
  for (const [name, text] of Object.entries(texts))
    box.querySelector(`.card-${name}`).textContent = persianDigits(text);
  if (!card.tone) return;
  const tone = card.tones[[values[card.tone]].flat()[0]] ?? "stone";
  box.querySelector(".card-over").className = `card-over tone-${tone}`;
  const face = box.querySelector(".portrait");
  face.setAttribute("class", face.getAttribute("class").replace(/tint-\w+/, `tint-${tone}`));
}
