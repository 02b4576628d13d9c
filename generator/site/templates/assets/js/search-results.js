// How a result looks, alike in the box, on the page of search and in the lists.
import { marked } from "./search-index.js";
import { isPlain } from "./search-open.js";

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

/** Return one result as a list item with one link: its face where it has one, and why it is near where it only is. */
export function hit(found, words) {
  const text = make("div", {});
  if (found.why) text.append(why(found));
  text.append(make("a", { className: "person-name", href: found.url }, marked(found.title ?? "", words)));
  if (found.text) text.append(make("p", { className: "person-ability" }, marked(found.text, words)));
  const over = found.over
    ? [found.tone ? make("span", { className: `tone-${found.tone}` }, found.over) : found.over]
    : [];
  const foot = dotted([...over, ...parts(found.foot)]);
  if (foot.length) text.append(make("p", { className: "person-foot" }, ...foot));
  return make(
    "li",
    { className: found.face ? "person" : "person faceless" },
    ...(found.face ? [face(found, "person-face")] : []),
    text,
  );
}

function why({ why: [reason, otherwise] }) {
  return make("p", { className: "why" }, make("b", {}, reason), otherwise && `، ${otherwise}`);
}

const parts = (line) => (line ? line.split(" · ") : []);
const dotted = (parts) => parts.flatMap((part, place) => (place ? [make("span", { className: "dot" }), part] : [part]));

/** Return the head of a group of results with their number, and their list; `exact` is false of what only comes near. */
export function group({ name, label, people, total }, exact, items) {
  const count = `${number(total)}${exact ? (people ? " نفر" : "") : " نزدیک"}`;
  const head = make(
    "div",
    { className: "kind-head", id: `found-${name}` },
    make("h2", {}, label),
    make("span", {}, count),
  );
  return [head, make("ul", {}, ...items)];
}

const PATTERN = document.createElement("template");
PATTERN.innerHTML = '<svg aria-hidden="true"><use></use></svg>';

/** Return the picture of a record: its photo, or the pattern of its shape in the tones of its field. */
function face({ face: drawn }, name) {
  const place = make("div", { className: name });
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
  if (found.why) text.append(why(found));
  if (found.over) text.append(make("p", { className: `card-over tone-${found.tone ?? "stone"}` }, found.over));
  text.append(make("h2", { className: "card-name" }, make("a", { href: found.url }, marked(found.title ?? "", words))));
  if (found.text) text.append(make("p", { className: "card-ability" }, marked(found.text, words)));
  if (found.state) text.append(make("p", { className: `state ${found.shape ?? ""}` }, found.state));
  for (const line of [found.foot, found.facts].filter(Boolean))
    text.append(make("p", { className: "card-foot" }, ...dotted(parts(line))));
  return make(
    "article",
    { className: found.face ? "card" : "card faceless" },
    ...(found.face ? [face(found, "card-face")] : []),
    text,
  );
}
