// How a result looks, alike in the box, on the page of search and in the lists.
import { marked } from "./search-index.js";
import { isPlain } from "./search-open.js";

// The groups of datasets that follow from a descriptor alone: the page brings their names.
const brought = JSON.parse(document.querySelector('meta[name="search-groups"]')?.content ?? "{}");
// The groups in which results come, as people call them.
export const GROUPS = {
  women: "زنان",
  organisations: "تعاونی‌ها و صندوق‌ها",
  programs: "برنامه‌ها",
  facilities: "تسهیلات",
  counties: "شهرستان‌ها",
  news: "خبرها",
  education: "آموزش",
  meetings: "نشست‌ها",
  reports: "گزارش‌ها",
  documents: "سندها",
  indicators: "شاخص‌ها",
  agencies: "دستگاه‌ها",
  collections: "مجموعه‌ها",
  ...brought,
  guide: "راهنما",
  pages: "صفحه‌ها",
};
/** What is said where no page has all that was asked for, of a search that is long in coming, and of one that does not come. */
export const NEAREST = "نتیجهٔ دقیق نداشت؛ نزدیک‌ترین‌ها:";
export const WAITING = "در حال جست‌وجو…";
export const OUT_OF_REACH = "جست‌وجو اکنون در دسترس نیست. فهرست‌ها از بالای صفحه باز می‌شوند.";
const PATIENCE = 400; // milliseconds
const numbers = new Intl.NumberFormat("fa");
export const number = (value) => numbers.format(value);

/** Return an element; `more` are its properties, `children` nodes or texts. */
export function make(name, more = {}, ...children) {
  const element = Object.assign(document.createElement(name), more);
  element.append(...children);
  return element;
}

/** Return the sentence that offers queries spelt nearly like the one that was asked; `link(query)` leads to each. */
export const perhaps = (near, link, more = {}) =>
  make("p", more, "شاید این را می‌خواستید: ", ...near.flatMap((query) => [link(query), " "]));

/** Let a link act in the page; what opens a new tab stays a link. Returns the link. */
export function acting(link, act) {
  link.addEventListener("click", (event) => {
    if (!isPlain(event)) return;
    event.preventDefault();
    act();
  });
  return link;
}

/** Replace what an element holds; whoever stood in it by keyboard goes on at what `next()` returns. */
export function redraw(element, nodes, next) {
  const held = document.activeElement?.matches(":focus-visible") && element.contains(document.activeElement);
  element.replaceChildren(...nodes);
  if (held) next()?.focus();
}

/** Wait for a piece of work; `say()` is called where it takes long enough to be wondered at. */
export function patiently(work, say) {
  const timer = setTimeout(say, PATIENCE);
  return work.finally(() => clearTimeout(timer));
}

/**
 * Let a button bring what follows `from`, so many at a time. `label(number)` is what it says, `wanted()` tells whether
 * these results still stand there, and `add(documents)` draws some and returns their elements.
 */
export function follow(button, found, from, { size, label, wanted, add }) {
  const say = (words) => {
    button.textContent = words;
    button.hidden = from >= found.total;
    button.removeAttribute("aria-disabled");
    button.onclick = bring;
  };
  const bring = async () => {
    button.onclick = null;
    button.setAttribute("aria-disabled", "true"); // and not `disabled`: the focus stays
    const documents = await found.load(from, from + size).catch(() => null);
    if (!wanted()) return;
    if (!documents) return say("نتیجه‌ها نرسید؛ دوباره بزنید");
    const [first] = add(documents);
    if (document.activeElement === button) first?.querySelector("a").focus();
    follow(button, found, from + size, { size, label, wanted, add });
  };
  say(label(Math.min(size, found.total - from)));
}

/** Return one result as a list item with one link. */
export function hit(found, words, level = 3) {
  const text = make("div", {});
  const over = [...new Set([found.group, found.over, found.foot?.split(" · ")[0]])].filter(Boolean).join(" · ");
  if (over) text.append(make("p", { className: `card-over${found.tone ? ` tone-${found.tone}` : ""}` }, over));
  const link = make("a", { href: found.url }, marked(found.title ?? "", words));
  text.append(make(`h${level}`, {}, link));
  if (found.text) text.append(make("p", { className: "hit-text" }, marked(found.text, words)));
  return make("li", { className: "hit" }, text);
}

/** Return the results by group, the group of the best result first. */
export function grouped(documents, words, level = 3) {
  const groups = new Map();
  for (const one of documents) groups.set(one.kind, [...(groups.get(one.kind) ?? []), one]);
  return [...groups].map(([kind, found]) =>
    make(
      "section",
      { className: "hits-group" },
      make(`h${level - 1}`, {}, GROUPS[kind] ?? ""),
      make("ul", {}, ...found.map((one) => hit(one, words, level))),
    ),
  );
}

const PATTERN = document.createElement("template");
PATTERN.innerHTML = '<svg aria-hidden="true"><use></use></svg>';

/** Return the picture of a record: its photo, or the pattern of its shape in the tones of its field. */
function face({ face: drawn }) {
  const place = make("div", { className: "card-face" });
  if (!drawn) return place;
  if (drawn.includes("/")) {
    place.append(make("img", { src: new URL(`../../${drawn}`, import.meta.url).href, alt: "", loading: "lazy" }));
    return place;
  }
  const space = drawn.indexOf(" ");
  const svg = PATTERN.content.firstChild.cloneNode(true);
  svg.setAttribute("class", drawn.slice(space + 1));
  svg.firstChild.setAttribute("href", new URL(`../../faces/${drawn.slice(0, space)}.svg#f`, import.meta.url).href);
  place.append(svg);
  return place;
}

/** Return one result as a card of a directory. */
export function card(found, words) {
  const text = make("div", { className: "card-text" });
  if (found.over) text.append(make("p", { className: `card-over tone-${found.tone ?? "stone"}` }, found.over));
  text.append(make("h2", { className: "card-name" }, make("a", { href: found.url }, marked(found.title ?? "", words))));
  if (found.text) text.append(make("p", { className: "card-ability" }, marked(found.text, words)));
  if (found.state) text.append(make("p", { className: `state ${found.shape ?? ""}` }, found.state));
  for (const line of [found.foot, found.facts].filter(Boolean)) {
    const parts = line
      .split(" · ")
      .flatMap((part, place) => (place ? [make("span", { className: "dot" }), part] : [part]));
    text.append(make("p", { className: "card-foot" }, ...parts));
  }
  return make(
    "article",
    { className: found.face ? "card" : "card faceless" },
    ...(found.face ? [face(found)] : []),
    text,
  );
}
