// The page of search: every result of the query in the address, group by group.
import { asked, find, suggestions } from "./search-index.js";
import {
  acting,
  follow,
  group,
  hit,
  make,
  number,
  OUT_OF_REACH,
  patiently,
  perhaps,
  redraw,
  WAITING,
} from "./search-results.js";

const FIRST = 10; // of people; of all others a few, lest they stand before the next group
const OTHERS = 4;
const MORE = 20;
const form = document.querySelector("form.search-form");
const input = form.querySelector("input");
const status = document.querySelector("#search-status");
const place = document.querySelector("#search-hits");
const otherwise = document.querySelector("#search-otherwise").content;
let turn = 0;

const query = () => asked(new URLSearchParams(location.search).get("q"));
const address = (text) => `${location.pathname}${text ? `?${new URLSearchParams({ q: text })}` : ""}`;
const go = (text, replace = false) => {
  const next = address(asked(text));
  history[replace || next === address(query()) ? "replaceState" : "pushState"](null, "", next);
  show();
};

/** Draw what the address asks for. */
async function show() {
  const text = query();
  turn += 1;
  const mine = turn;
  const wanted = () => mine === turn;
  place.removeAttribute("aria-busy");
  if (!text) return draw([""], []);
  place.setAttribute("aria-busy", "true");
  const search = async () => {
    const found = await find(text);
    const parts = found.parts.map(async (part) => {
      const first = part.people ? FIRST : OTHERS;
      return { part, first, documents: await part.load(0, first) };
    });
    return { found, parts: await Promise.all(parts) };
  };
  const wait = () => {
    if (wanted()) status.textContent = WAITING;
  };
  const answer = await patiently(search(), wait).catch(() => null);
  if (!wanted()) return;
  place.removeAttribute("aria-busy");
  if (!answer) return draw([OUT_OF_REACH], []);
  const { found, parts } = answer;
  const sections = parts.map((one) => section(one, found, wanted));
  if (found.exact && found.total) return draw(said(text, found), sections);
  const note = nearest(text, found.total);
  const ways = otherwise.cloneNode(true);
  ways.querySelector("a").prepend(`${text} `);
  draw([note], [...sections, ways]);
  const near = await suggestions(text);
  if (!wanted() || !near.length) return;
  note.append(perhaps(near, offer));
  if (!found.total) await spelt(near[0], note, wanted);
}

/** Show what the nearest spelling finds, where nothing else is near. */
async function spelt(text, note, wanted) {
  const found = await find(text);
  const parts = await Promise.all(found.parts.map(async (part) => ({ part, documents: await part.load(0, OTHERS) })));
  if (!wanted()) return;
  note.querySelector("b").textContent = `«${query()}» نتیجهٔ دقیق نداشت.`;
  note.querySelector("p").textContent = "با املای نزدیک، این‌ها پیدا شد.";
  const why = [`املای نزدیک: «${text}»`, ""];
  const sections = parts.map(({ part, documents }) => {
    const items = documents.map((one) => hit({ ...one, why }, found.words));
    return make("section", {}, ...group(part, false, items));
  });
  place.prepend(...sections);
}

function draw(words, nodes) {
  redraw(status, words, () => input);
  redraw(place, nodes, () => input);
}

/** Return a group with its first results, and the way to the others. */
function section({ part, first, documents }, found, wanted) {
  const items = (some) => some.map((one) => hit(one, found.words));
  const [head, list] = group(part, found.exact, items(documents));
  const more = make("button", { type: "button", className: "button outline more-hits" });
  const add = (some) => {
    const drawn = items(some);
    list.append(...drawn);
    return drawn;
  };
  follow(more, part, first, { size: MORE, label: (next) => `${number(next)} نتیجهٔ دیگر`, wanted, add });
  return make("section", {}, head, list, more);
}

/** Return how many of each group there are, each leading to it, and what else was sought. */
function said(text, { parts, also }) {
  const links = parts.map(({ name, one, total }) => make("a", { href: `#found-${name}` }, `${number(total)} ${one}`));
  const more = also.length
    ? [make("span", { className: "dot" }), ...listed(also.map((word) => `«${word}»`)), " هم جست‌وجو شد."]
    : [];
  return [...listed(links), " برای ", make("b", {}, text), ...more];
}

/** Return things with what stands between them in a sentence. */
const listed = (all) => all.flatMap((one, at) => [at === 0 ? "" : at === all.length - 1 ? " و " : "، ", one]);

/** Return what is said where no page has all that was asked for. */
function nearest(text, total) {
  const words = total
    ? "نزدیک‌ترین‌ها را آورده‌ایم؛ هر کدام می‌گوید چرا نزدیک است."
    : "پرونده‌ای با این واژه‌ها نیست؛ شاید هنوز ثبت نشده باشد.";
  const title = make("b", {}, `«${text}» ${total ? "نتیجهٔ دقیق" : "نتیجه‌ای"} نداشت. `);
  return make("div", { className: "near-note" }, title, make("p", {}, words));
}

function offer(text) {
  return acting(make("a", { href: address(text) }, text), () => {
    input.value = text;
    go(text);
  });
}

let timer = 0;
const ask = (replace) => {
  clearTimeout(timer);
  go(input.value, replace);
};
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, 150, true);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(false);
});
addEventListener("popstate", () => {
  clearTimeout(timer);
  input.value = query();
  show();
});
if (document.activeElement !== input) input.value = query();
show();
