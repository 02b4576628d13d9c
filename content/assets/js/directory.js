// A directory with several facets at once: the same lists that stand without a script, narrowed and sorted in the page.
// The state is the address, so that a link and the back button keep it; an address that asks nothing is the page itself.
import { find, isSure, prepare, suggestions } from "./search-index.js";
import { card, make, number } from "./search-results.js";

const PAGE = 24;
const bar = document.querySelector("[data-directory]");
const { directory: kind, unit } = bar.dataset;
const results = document.querySelector(".results");
const still = [...results.childNodes]; // what stands there without a question
const form = bar.querySelector("form.facet-search");
const input = form.querySelector("input");
const facets = [...bar.querySelectorAll("[data-facet]")].map((element) => ({
  element,
  name: element.dataset.facet,
  title: element.querySelector("summary span").textContent.trim(),
  options: [...element.querySelectorAll("[data-value]")].map((option) => ({ option, value: option.dataset.value, count: option.querySelector("span") })),
}));
const sorts = bar.querySelector("[data-sorts]");
const SORTS = { "": "مرتبط‌ترین", name: "الفبایی", added: "تازه‌ترین" };
let turn = 0;

function state() {
  const asked = new URLSearchParams(location.search);
  const chosen = Object.fromEntries(facets.map(({ name, options }) => [name, asked.getAll(name).filter((value) => options.some((one) => one.value === value))]));
  return { text: (asked.get("q") ?? "").trim(), chosen, sort: Object.hasOwn(SORTS, asked.get("sort") ?? "") ? (asked.get("sort") ?? "") : "" };
}

function address({ text, chosen, sort }) {
  const asked = new URLSearchParams();
  if (text) asked.set("q", text);
  for (const [name, values] of Object.entries(chosen)) for (const value of values) asked.append(name, value);
  if (sort) asked.set("sort", sort);
  return `${location.pathname}${asked.size ? `?${asked}` : ""}`;
}

function go(next, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", address(next));
  draw();
}

const toggled = (asked, name, value) => {
  const values = asked.chosen[name];
  return { ...asked, chosen: { ...asked.chosen, [name]: values.includes(value) ? values.filter((one) => one !== value) : [...values, value] } };
};
const without = (asked, name, value) => ({ ...asked, chosen: { ...asked.chosen, [name]: asked.chosen[name].filter((one) => one !== value) } });
const asks = ({ text, chosen, sort }) => Boolean(text || sort || Object.values(chosen).flat().length);

/** Draw what the address asks for. */
async function draw() {
  const asked = state();
  const mine = (turn += 1);
  if (document.activeElement !== input) input.value = asked.text;
  mark(asked);
  if (!asks(asked)) {
    results.replaceChildren(...still);
    for (const { options } of facets) for (const { count, option } of options) [count.textContent, option.hidden] = [count.dataset.all, false];
    return;
  }
  try {
    const filters = { kind: [kind], ...asked.chosen };
    const sort = asked.sort || (asked.text ? "" : "name");
    const found = await find(asked.text, { filters, sort });
    const documents = await found.load(0, PAGE);
    if (mine !== turn) return;
    for (const { name, options } of facets) {
      for (const { option, value, count } of options) {
        count.textContent = number(found.counts[name]?.[value] ?? 0);
        option.toggleAttribute("data-none", !found.counts[name]?.[value]);
      }
    }
    const list = make("div", { className: "cards list" });
    results.replaceChildren(line(asked, found.total), list);
    if (!found.total) return results.append(await nothing(asked, filters));
    if (asked.text && !isSure(documents, asked.text)) {
      const near = await suggested(asked, filters);
      if (mine === turn && near.length) list.before(make("p", { className: "near" }, "شاید این را می‌خواستید: ", ...near));
    }
    add(list, documents, found.words);
    follow(list, found, PAGE);
  } catch {
    if (mine === turn) results.replaceChildren(make("p", { className: "results-line", role: "status" }, "جست‌وجو اکنون در دسترس نیست؛ فهرست کامل پایین‌تر است."), ...still);
  }
}

function mark(asked) {
  for (const { element, name, title, options } of facets) {
    const values = asked.chosen[name];
    const summary = element.querySelector("summary");
    summary.classList.toggle("on", values.length > 0);
    summary.firstElementChild.textContent = values.length ? `${title}: ${values.length === 1 ? values[0] : number(values.length)}` : title;
    for (const { option, value } of options) option.setAttribute("aria-checked", String(values.includes(value)));
  }
  for (const option of sorts.querySelectorAll("[data-sort]")) option.setAttribute("aria-checked", String(option.dataset.sort === asked.sort));
  sorts.querySelector("summary span").textContent = `ترتیب: ${asks(asked) ? SORTS[asked.sort || (asked.text ? "" : "name")] : sorts.dataset.ordered}`;
}

function line(asked, total) {
  const row = make("p", { className: "results-line" });
  row.append(make("span", { role: "status" }, make("b", {}, number(total)), ` ${unit}`));
  // What remains is asked when somebody clicks: the line may be older than the address.
  const chip = (label, rest) => {
    const link = make("a", { href: address(rest(asked)) }, label, make("span", { className: "cross" }, "×"));
    link.setAttribute("aria-label", `برداشتن ${label}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(rest(state()));
    });
    return make("span", { className: "chosen" }, link);
  };
  if (asked.text) row.append(chip(`«${asked.text}»`, (now) => ({ ...now, text: "" })));
  for (const { name, title } of facets) for (const value of asked.chosen[name]) row.append(chip(`${title}: ${value}`, (now) => without(now, name, value)));
  return row;
}

function add(list, documents, words) {
  const items = documents.map((one) => card(one, words));
  list.append(...items);
  return items;
}

function follow(list, found, from) {
  if (from >= found.total) return;
  const more = make("button", { type: "button", className: "button outline more-hits" }, `${number(Math.min(PAGE, found.total - from))} ${unit} دیگر`);
  more.addEventListener("click", async () => {
    more.remove();
    const items = add(list, await found.load(from, from + PAGE), found.words);
    items[0]?.querySelector("a").focus();
    follow(list, found, from + PAGE);
  });
  results.append(more);
}

async function suggested(asked, filters) {
  const near = asked.text ? await suggestions(asked.text, { filters }) : [];
  return near.flatMap((query) => {
    const link = make("a", { href: address({ ...asked, text: query }) }, query);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      input.value = query;
      go({ ...asked, text: query });
    });
    return [link, " "];
  });
}

async function nothing(asked, filters) {
  const links = await suggested(asked, filters);
  const whole = make("a", { href: location.pathname }, "همهٔ فهرست");
  const text = make("p", {}, ...(links.length ? ["شاید این را می‌خواستید: ", ...links] : ["یکی از انتخاب‌ها را بردارید، یا "]), links.length ? "؛ یا " : "", whole, " را ببینید.");
  return make("div", { className: "empty" }, make("div", {}, make("h2", {}, "با این انتخاب‌ها پرونده‌ای نیست"), text));
}

for (const { element, name, options } of facets) {
  element.querySelector("ul").setAttribute("role", "group");
  for (const { option, value, count } of options) {
    count.dataset.all = count.textContent;
    option.setAttribute("role", "checkbox");
    option.parentElement.setAttribute("role", "none"); // of a group, not of a list
    option.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(toggled(state(), name, value));
    });
    option.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      go(toggled(state(), name, value));
    });
  }
  element.addEventListener("toggle", () => element.open && prepare().catch(() => {}));
}
for (const option of sorts.querySelectorAll("[data-sort]")) {
  option.addEventListener("click", () => {
    sorts.open = false;
    sorts.querySelector("summary").focus();
    go({ ...state(), sort: option.dataset.sort });
  });
}
addEventListener("keydown", (event) => {
  const open = bar.querySelector("details[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
let timer = 0;
input.addEventListener("focus", () => prepare().catch(() => {}), { once: true });
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => go({ ...state(), text: input.value.trim() }, true), 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  go({ ...state(), text: input.value.trim() });
});
addEventListener("popstate", () => {
  input.value = state().text;
  draw();
});
bar.classList.add("live");
draw();
