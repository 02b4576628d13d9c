// A directory with several facets at once: the records that stand in it without a script, narrowed and sorted in the page.
// The state is the address, so that a link and the back button keep it; an address that asks nothing is the page itself.
import { asked, find, prepare, suggestions } from "./search-index.js";
import { acting, card, follow, make, NEAREST, number, patiently, perhaps, redraw, WAITING } from "./search-results.js";

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
  options: [...element.querySelectorAll("li a")].map((option) => ({
    option,
    value: option.dataset.value ?? option.firstChild.data,
    shown: option.querySelector("span"),
  })),
}));
const STEP = { ArrowDown: 1, ArrowLeft: 1, ArrowUp: -1, ArrowRight: -1 }; // in a page that runs to the left
const SORTS = { "": "مرتبط‌ترین", name: bar.dataset.named, added: "تازه‌ترین" };
const foot = bar.querySelector(".sheet-foot");
const [see] = foot.children;
const all = see.textContent.split(" ")[1];
const radios = Object.entries(SORTS).map(([key, words]) => {
  const radio = make("button", { type: "button" }, words);
  radio.setAttribute("role", "radio");
  radio.dataset.sort = key;
  return radio;
});
const sorts = order();
foot.before(sorts);
const clear = make("a", { href: location.pathname }, "پاک کردن همه");
bar.querySelector(".sheet-head").append(clear);
// How many, for those who hear the page: it stands outside what is drawn anew.
const status = make("p", { className: "sr" });
status.setAttribute("role", "status");
bar.append(status);
let turn = 0;
let timer = 0;
let drawn = null; // of which address the results are

/** Return the panel of the orders. */
function order() {
  const list = make("ul", {}, ...radios.map((radio) => make("li", { role: "none" }, radio)));
  list.setAttribute("role", "radiogroup");
  list.setAttribute("aria-label", "ترتیب");
  const panel = make("details", { className: "facet scripted", name: "facet" }, make("summary", {}, make("span")));
  panel.dataset.sorts = "";
  panel.append(make("div", { className: "facet-panel" }, list));
  return panel;
}

function state() {
  const given = new URLSearchParams(location.search);
  const chosen = Object.fromEntries(
    facets.map(({ name, options }) => [
      name,
      given.getAll(name).filter((value) => options.some((one) => one.value === value)),
    ]),
  );
  const sort = given.get("sort") ?? "";
  return { text: asked(given.get("q")), chosen, sort: Object.hasOwn(SORTS, sort) ? sort : "" };
}

/** What is asked for now: the box may be ahead of the address. */
const wish = () => ({ ...state(), text: asked(input.value) });

function address({ text, chosen, sort }) {
  const given = new URLSearchParams();
  if (text) given.set("q", text);
  for (const [name, values] of Object.entries(chosen)) for (const value of values) given.append(name, value);
  if (sort) given.set("sort", sort);
  return `${location.pathname}${given.size ? `?${given}` : ""}`;
}

/** Go to another state and draw it; resolves as `draw` does. */
function go(next, replace = false) {
  clearTimeout(timer);
  const same = replace || address(next) === address(state());
  // The sheet stays open: it is its place in the address that opens it.
  history[same ? "replaceState" : "pushState"](null, "", address(next) + location.hash);
  return draw();
}

const without = (now, name, value) => ({
  ...now,
  chosen: { ...now.chosen, [name]: now.chosen[name].filter((one) => one !== value) },
});
const asks = ({ text, chosen, sort }) => Boolean(text || sort || Object.values(chosen).flat().length);

/** Draw what the address asks for; resolves to false where the index is out of reach and the whole list stands instead. */
async function draw() {
  const now = state();
  drawn = location.search;
  turn += 1;
  const mine = turn;
  const wanted = () => mine === turn;
  mark(now);
  results.removeAttribute("aria-busy");
  if (!asks(now)) {
    status.textContent = "";
    count(null);
    redraw(results, still, () => input);
    return true;
  }
  results.setAttribute("aria-busy", "true");
  const filters = { kind: [kind], ...now.chosen };
  const search = async () => {
    const found = await find(now.text, { filters, sort: sorted(now), counted: true });
    return { found, documents: await found.load(0, PAGE) };
  };
  const wait = () => {
    if (wanted()) status.textContent = WAITING;
  };
  const answer = await patiently(search(), wait).catch(() => null);
  if (!wanted()) return true;
  results.removeAttribute("aria-busy");
  if (!answer) {
    status.textContent = "جست‌وجو اکنون در دسترس نیست؛ فهرست کامل پایین‌تر است.";
    count(null);
    redraw(results, [make("p", { className: "results-line" }, status.textContent), ...still], () => input);
    return false;
  }
  const { found, documents } = answer;
  status.textContent = found.exact ? `${number(found.total)} ${unit}` : NEAREST;
  count(found.counts, found.total);
  const list = make("div", { className: "cards list" });
  const add = (some) => {
    const items = some.map((one) => card(one, found.words));
    list.append(...items);
    return items;
  };
  add(documents);
  const more = make("button", { type: "button", className: "button outline more-hits" });
  const place = Math.max(0, chips().indexOf(document.activeElement));
  const said = line(now, found.exact ? found.total : 0);
  const nearest = found.exact ? [] : [make("p", { className: "near" }, NEAREST)];
  redraw(
    results,
    found.total ? [said, ...nearest, list, more] : [said, nothing()],
    () => chips()[place] ?? chips().at(-1) ?? input,
  );
  follow(more, found, PAGE, { size: PAGE, label: (next) => `${number(next)} ${unit} دیگر`, wanted, add });
  if (now.text && !(found.exact && found.total)) {
    const near = await suggestions(now.text, { filters });
    if (wanted() && near.length)
      results.firstChild.after(perhaps(near, (query) => offer(now, query), { className: "near" }));
  }
  return true;
}

const chips = () => [...results.querySelectorAll(".chosen a")];
const sorted = ({ text, sort }) => sort || (text ? "" : "name");

/** Write how many there are, and beside each value how many it would leave: by `counts`, or of all where nothing is asked. */
function count(counts, total) {
  see.textContent = `دیدن ${counts ? number(total) : all} ${unit}`;
  for (const { name, options } of facets) {
    for (const { option, value, shown } of options) {
      const left = counts?.[name]?.[value] ?? 0;
      shown.textContent = counts ? number(left) : shown.dataset.all;
      option.toggleAttribute("data-none", Boolean(counts) && !left);
    }
  }
}

function mark(now) {
  clear.hidden = !asks(now);
  for (const { element, name, title, options } of facets) {
    const values = now.chosen[name];
    const summary = element.querySelector("summary");
    summary.classList.toggle("on", values.length > 0);
    summary.firstElementChild.textContent = values.length
      ? `${title}: ${values.length === 1 ? values[0] : number(values.length)}`
      : title;
    for (const { option, value } of options) option.setAttribute("aria-checked", String(values.includes(value)));
  }
  for (const option of radios) {
    const checked = option.dataset.sort === now.sort;
    option.setAttribute("aria-checked", String(checked));
    option.tabIndex = checked ? 0 : -1; // Tab goes to the group, the arrows go on in it
  }
  sorts.querySelector("summary span").textContent = `ترتیب: ${asks(now) ? SORTS[sorted(now)] : bar.dataset.ordered}`;
}

function line(now, total) {
  const row = make("p", { className: "results-line" }, make("span", {}, make("b", {}, number(total)), ` ${unit}`));
  // What remains is asked when somebody clicks: the line may be older than the address.
  const chip = (label, rest, forget = () => {}) => {
    const link = make("a", { href: address(rest(now)) }, label, make("span", { className: "cross" }));
    link.setAttribute("aria-label", `حذف ${label}`);
    const take = () => {
      forget();
      go(rest(wish()));
    };
    return make("span", { className: "chosen" }, acting(link, take));
  };
  if (now.text)
    row.append(
      chip(
        `«${now.text}»`,
        (later) => ({ ...later, text: "" }),
        () => (input.value = ""),
      ),
    );
  for (const { name, title } of facets)
    for (const value of now.chosen[name])
      row.append(chip(`${title}: ${value}`, (later) => without(later, name, value)));
  return row;
}

function offer(now, query) {
  return acting(make("a", { href: address({ ...now, text: query }) }, query), () => {
    input.value = query;
    go(wish());
  });
}

function nothing() {
  const text = make(
    "p",
    {},
    "یکی از انتخاب‌ها را حذف کنید، یا ",
    make("a", { href: location.pathname }, "همهٔ فهرست"),
    " را ببینید.",
  );
  return make("div", { className: "empty" }, make("div", {}, make("h2", {}, "با این انتخاب‌ها پرونده‌ای نیست"), text));
}

/** Choose a value or take it off. Where the index is out of reach, its own list stands at the link. */
async function toggle(name, value, option) {
  const now = wish();
  if (now.chosen[name].includes(value)) return go(without(now, name, value));
  const drawn = await go({ ...now, chosen: { ...now.chosen, [name]: [...now.chosen[name], value] } });
  if (!drawn && option.pathname !== location.pathname) location.replace(option.href);
}

for (const { element, name, options } of facets) {
  element.querySelector("ul").setAttribute("role", "group");
  for (const { option, value, shown } of options) {
    shown.dataset.all = shown.textContent;
    option.dataset.value = value;
    option.href ||= `?${new URLSearchParams([[name, value]])}`;
    option.setAttribute("role", "checkbox");
    option.parentElement.setAttribute("role", "none"); // of a group, not of a list
    acting(option, () => toggle(name, value, option));
    option.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle(name, value, option);
    });
  }
  element.addEventListener("toggle", () => element.open && prepare().catch(() => {}));
}
for (const option of radios) {
  option.addEventListener("click", () => {
    sorts.open = false;
    sorts.querySelector("summary").focus();
    go({ ...wish(), sort: option.dataset.sort });
  });
}
sorts.addEventListener("keydown", (event) => {
  const place = radios.indexOf(event.target);
  if (place < 0 || !Object.hasOwn(STEP, event.key)) return;
  event.preventDefault();
  const next = radios.at((place + STEP[event.key]) % radios.length);
  next.focus();
  go({ ...wish(), sort: next.dataset.sort }, true);
});
acting(clear, () => {
  input.value = "";
  go({ text: "", chosen: Object.fromEntries(facets.map(({ name }) => [name, []])), sort: "" });
});
input.addEventListener("focus", () => prepare().catch(() => {}), { once: true });
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => go(wish(), true), 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(wish());
});
addEventListener("popstate", () => {
  if (location.search === drawn) return; // the sheet was opened or closed
  clearTimeout(timer);
  input.value = state().text;
  draw();
});
bar.classList.add("live");
if (document.activeElement !== input) input.value = state().text;
draw();
