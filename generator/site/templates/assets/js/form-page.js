// The fields on the page: read them as answers, fill them from answers, add and remove the items of a list.
import { asciiDigits, persianDigits, persianNumber } from "./form-text.js";

const two = (text) => (/^[0-9]$/.test(text) ? `0${text}` : text);
const controls = (field) => [...field.querySelectorAll("input, select, textarea")];
const own = (field, name) => field.querySelector(`[id$="-${name}"]`);
let numbered = 0;

/** Return the page of a form: `collect`, `fill`, `fieldOf`, and `add` for lists. */
export function formPage(form, data, tidy) {
  const byKey = Object.fromEntries(data.questions.map((question) => [question.key, question]));
  const fieldOf = (key) => form.querySelector(`[data-key="${key}"]`);
  const chosen = new WeakMap(); // check boxes keep the order in which they were ticked
  let isFilling = false;
  let keepsIds = false; // in a correction the items that others name keep their ids

  const itemsOf = (field) => [...field.querySelectorAll(":scope > .repeat > .repeat-item")];
  const partOf = (item, key) => item.querySelector(`[data-part="${key}"]`);
  const isReferred = (key) => data.questions.some(({ parts = [] }) => parts.some((part) => part.refersTo === key));

  // ---- reading ----
  function read(question, field) {
    const [first] = controls(field);
    switch (question.control) {
      case "radios":
        return field.querySelector("input:checked")?.value ?? "";
      case "checks":
        return [...(chosen.get(field) ?? [])];
      case "date":
        return readDate(field);
      case "file":
        return first.files[0]?.name ?? "";
      case "refs":
        return [...field.querySelectorAll("input:checked")].map((input) => input.value);
      case "rows":
        return itemsOf(field)
          .map((item) => readItem(question, item))
          .filter((answer) => answer?.length || Object.keys(answer ?? {}).some((key) => key !== "id"));
      default:
        return tidy(first.value);
    }
  }

  function readDate(field) {
    const [day, month, year] = ["day", "month", "year"].map((name) => asciiDigits(own(field, name).value.trim()));
    if (!day && !month) return year;
    return [year, two(month), two(day)].join("-").replace(/-$/, "");
  }

  function readItem(question, item) {
    if (question.plain) return read(question.parts[0], partOf(item, question.parts[0].key));
    const answer = item.dataset.id ? { id: item.dataset.id } : {};
    for (const part of question.parts) {
      const value = read(part, partOf(item, part.key));
      if (value.length) answer[part.key] = value;
    }
    return answer;
  }

  const isEmpty = (question, item) => {
    const answer = readItem(question, item);
    return !(typeof answer === "string" ? answer : Object.keys(answer).some((key) => key !== "id"));
  };

  /** Return the items of a list that say something, and what others call each: its id, or its number. */
  function named(key) {
    const filled = itemsOf(fieldOf(key)).filter((item) => !isEmpty(byKey[key], item));
    return new Map(filled.map((item, index) => [item.dataset.uid, item.dataset.id ?? String(index + 1)]));
  }

  /** Return the answers: what is empty is left out, and who names an item of another list does so by its id or number. */
  function collect() {
    const values = {};
    for (const question of data.questions) {
      const answer = read(question, fieldOf(question.key));
      if (answer.length) values[question.key] = answer;
    }
    for (const { key, parts = [] } of data.questions) {
      for (const part of parts.filter((one) => one.refersTo)) {
        const names = named(part.refersTo);
        for (const row of values[key] ?? []) {
          const found = (row[part.key] ?? []).map((uid) => names.get(uid)).filter(Boolean);
          if (found.length) row[part.key] = found;
          else delete row[part.key];
        }
        values[key] = values[key]?.filter((row) => Object.keys(row).some((name) => name !== "id"));
        if (!values[key]?.length) delete values[key];
      }
    }
    return values;
  }

  /** Return the field of a problem: of a question, or of a part of the row at `index` of those that say something. */
  function placeOf({ key, index, part }) {
    const field = fieldOf(key);
    // What a choice answers stays folded beside it: the choice is where the reader mends it.
    if (index == null) return field.closest(".exact:not([open])")?.closest("[data-choices]") ?? field;
    const question = byKey[key];
    if (question.control !== "rows") return field;
    const item = itemsOf(field).filter((one) => !isEmpty(question, one))[index];
    return (item && partOf(item, part ?? question.parts[0].key)) ?? field;
  }

  // ---- filling ----
  function write(question, field, answer) {
    const [first] = controls(field);
    switch (question.control) {
      case "radios":
        for (const input of controls(field)) input.checked = input.value === (answer ?? "");
        break;
      case "checks":
        chosen.set(
          field,
          (answer ?? []).filter((value) => controls(field).some((input) => input.value === value)),
        );
        showOrder(field);
        break;
      case "date": {
        const [year = "", month = "", day = ""] = (answer ?? "").split("-");
        own(field, "year").value = persianDigits(year);
        own(field, "month").value = month && String(Number(month));
        own(field, "day").value = day && persianDigits(Number(day));
        break;
      }
      case "file":
      case "refs":
        break;
      case "rows":
        for (const item of itemsOf(field)) item.remove();
        for (const row of answer ?? []) fillItem(question, add(question, field), row);
        if (!itemsOf(field).length && question.required) add(question, field);
        break;
      case "search":
        first.value = question.options[answer] ?? answer ?? "";
        break;
      case "number":
        first.value = persianDigits(answer ?? "");
        break;
      default:
        first.value = answer ?? "";
    }
  }

  function fillItem(question, item, row) {
    if (question.plain) return write(question.parts[0], partOf(item, question.parts[0].key), row);
    if (row.id) item.dataset.id = row.id;
    for (const part of question.parts) write(part, partOf(item, part.key), row[part.key]);
  }

  /** Put answers into all fields; with `ids` each item keeps, or gets, the id by which others name it. */
  function fill(values, ids = false) {
    keepsIds = ids;
    isFilling = true;
    for (const question of data.questions) write(question, fieldOf(question.key), values[question.key]);
    refresh();
    for (const { key, parts = [] } of data.questions) {
      for (const part of parts.filter((one) => one.refersTo)) {
        const names = named(part.refersTo);
        const rows = values[key] ?? [];
        itemsOf(fieldOf(key)).forEach((item, index) => {
          for (const input of partOf(item, part.key).querySelectorAll("input"))
            input.checked = (rows[index]?.[part.key] ?? []).includes(names.get(input.value));
        });
      }
    }
    isFilling = false;
  }

  // ---- lists ----
  function add(question, field) {
    const content = field.querySelector(":scope > template").content.cloneNode(true);
    numbered += 1;
    for (const element of content.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes])
        if (value.includes("__n__")) element.setAttribute(name, value.replaceAll("__n__", numbered));
    }
    const item = content.firstElementChild;
    item.dataset.uid = String(numbered);
    if (keepsIds && isReferred(question.key)) item.dataset.id = freeId(field);
    field.querySelector(":scope > .repeat").append(item);
    refresh();
    return item;
  }

  function freeId(field) {
    const taken = new Set(itemsOf(field).map((item) => item.dataset.id));
    const prefix = ([...taken][0] ?? "s1").replace(/[0-9]+$/, "");
    let number = 1;
    while (taken.has(`${prefix}${number}`)) number += 1;
    return `${prefix}${number}`;
  }

  /** Number the items of all lists anew, and offer the items of a list to those that name them. */
  function refresh() {
    for (const question of data.questions.filter((one) => one.control === "rows")) {
      itemsOf(fieldOf(question.key)).forEach((item, index) => {
        const name = `${question.itemTitle} ${persianNumber(index + 1)}`;
        item.querySelector("legend").textContent = name;
        item.querySelector(".remove span").textContent = `حذف ${name}`;
      });
      for (const part of question.parts.filter((one) => one.refersTo)) offer(question, part);
    }
    for (const pick of form.querySelectorAll(".pick")) {
      const words = [...pick.querySelectorAll(":checked + span")].map((label) => label.textContent);
      pick.querySelector(".picked").textContent = words.join("، ") || "انتخاب کنید";
    }
  }

  function offer(question, part) {
    const target = byKey[part.refersTo];
    const options = itemsOf(fieldOf(target.key))
      .filter((item) => !isEmpty(target, item))
      .map((item, index) => {
        const words = read(target.parts[0], partOf(item, target.parts[0].key));
        return { uid: item.dataset.uid, label: `${persianNumber(index + 1)}. ${words || target.itemTitle}` };
      });
    for (const item of itemsOf(fieldOf(question.key))) {
      const field = partOf(item, part.key);
      const box = field.querySelector(".choices");
      const offered = JSON.stringify(options);
      if (box.dataset.offered === offered) continue; // drawn anew, they would lose the focus
      box.dataset.offered = offered;
      const ticked = new Set(read(part, field));
      field.querySelector(".refs-none").hidden = options.length > 0;
      const fold = field.closest(".further");
      if (fold && options.length > 1 && !isFilling) fold.open = true; // now it has to be said which is meant
      // One source is the source of all: it comes ticked, and may be unticked.
      const known = new Set([...box.querySelectorAll("input")].map((input) => input.value));
      box.replaceChildren(
        ...options.map(({ uid, label }) => {
          const choice = document.createElement("label");
          choice.className = "choice";
          const input = Object.assign(document.createElement("input"), {
            type: "checkbox",
            value: uid,
            name: field.id,
          });
          input.checked = ticked.has(uid) || (options.length === 1 && !known.has(uid));
          choice.append(input, Object.assign(document.createElement("span"), { textContent: label }));
          return choice;
        }),
      );
    }
  }

  function showOrder(field) {
    const order = chosen.get(field) ?? [];
    for (const input of controls(field)) {
      const place = order.indexOf(input.value);
      input.checked = place >= 0;
      const label = input.nextElementSibling;
      if (place >= 0 && order.length > 1) label.dataset.place = persianNumber(place + 1);
      else delete label.dataset.place;
    }
  }

  form.addEventListener("change", ({ target }) => {
    const field = target.closest(".checks");
    if (!field) return;
    const order = (chosen.get(field) ?? []).filter((value) => value !== target.value);
    chosen.set(field, target.checked ? [...order, target.value] : order);
    showOrder(field);
  });
  form.addEventListener("click", ({ target }) => {
    const button = target.closest(".add, .remove");
    if (!button) return;
    const field = button.closest("[data-key]");
    const question = byKey[field.dataset.key];
    if (button.matches(".add")) {
      controls(add(question, field))[0].focus();
    } else {
      const item = button.closest(".repeat-item");
      const next = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      refresh();
      (next?.querySelector("legend") ?? field.querySelector(":scope > .add")).focus();
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  const put = (key, answer) => write(byKey[key], fieldOf(key), answer);

  return { collect, fill, put, fieldOf, placeOf, refresh, controls, question: (key) => byKey[key] };
}
