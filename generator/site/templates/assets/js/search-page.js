// The page of search: every result of the query in the address, by group on demand, twenty at a time.
import { asked, find, suggestions } from "./search-index.js";
import {
  acting,
  follow,
  GROUPS,
  hit,
  make,
  NEAREST,
  number,
  OUT_OF_REACH,
  patiently,
  perhaps,
  redraw,
  WAITING,
} from "./search-results.js";

const PAGE = 20;
const form = document.querySelector("form.search-form");
const input = form.querySelector("input");
const status = document.querySelector("#search-status");
const tabs = document.querySelector("#search-groups");
const list = document.querySelector("#search-hits");
const more = document.querySelector("#search-more");
let turn = 0;

const state = () => {
  const given = new URLSearchParams(location.search);
  const kind = given.get("kind") ?? "";
  return { text: asked(given.get("q")), kind: Object.hasOwn(GROUPS, kind) ? kind : "" };
};
const address = ({ text, kind }) => {
  const given = new URLSearchParams();
  if (text) given.set("q", text);
  if (kind) given.set("kind", kind);
  return `${location.pathname}${given.size ? `?${given}` : ""}`;
};
const go = (text, kind, replace = false) => {
  const next = address({ text: asked(text), kind });
  history[replace || next === address(state()) ? "replaceState" : "pushState"](null, "", next);
  show();
};
const current = () => tabs.querySelector("[aria-current]") ?? input;

/** Draw what the address asks for; where the chosen group has nothing, all groups. */
async function show() {
  const { text, kind } = state();
  turn += 1;
  const mine = turn;
  const wanted = () => mine === turn;
  more.hidden = true;
  list.removeAttribute("aria-busy");
  if (!text) return draw("", [], []);
  list.setAttribute("aria-busy", "true");
  const search = async () => {
    const everything = await find(text, { filters: { kind: Object.keys(GROUPS) } });
    const own = kind ? await find(text, { filters: { kind: [kind] } }) : everything;
    // What only comes near in a group is no answer where another group has one.
    const chosen = own.exact || !everything.exact ? own : { ...own, total: 0 };
    const found = chosen.total ? chosen : everything;
    return { everything, chosen, found, documents: await found.load(0, PAGE) };
  };
  const wait = () => {
    if (wanted()) status.textContent = WAITING;
  };
  const answer = await patiently(search(), wait).catch(() => null);
  if (!wanted()) return;
  list.removeAttribute("aria-busy");
  if (!answer) return draw(OUT_OF_REACH, [], []);
  const { everything, chosen, found, documents } = answer;
  const items = (some) => some.map((one) => hit({ ...one, group: GROUPS[one.kind] }, found.words, 2));
  draw(
    said(text, kind, chosen, found),
    groups(text, kind, everything, chosen),
    found.total ? items(documents) : [nothing()],
  );
  const add = (some) => {
    const drawn = items(some);
    list.append(...drawn);
    return drawn;
  };
  follow(more, found, PAGE, { size: PAGE, label: () => "نتیجه‌های بیشتر", wanted, add });
  if (found.exact && found.total) return;
  const near = await suggestions(text);
  if (wanted() && near.length) list.prepend(make("li", { className: "hit near" }, perhaps(near, offer)));
}

function draw(words, links, items) {
  status.textContent = words;
  redraw(tabs, links, current);
  redraw(list, items, current);
}

function said(text, kind, chosen, found) {
  if (!found.total) return `چیزی با «${text}» پیدا نشد.`;
  if (!found.exact) return `«${text}» ${NEAREST}`;
  if (!chosen.total) return `در «${GROUPS[kind]}» چیزی با «${text}» نیست؛ ${number(found.total)} نتیجه از همهٔ گروه‌ها`;
  return `${number(found.total)} نتیجه برای «${text}»`;
}

/** Return the tabs: all, each group that has something, and the chosen one whatever it has. */
function groups(text, kind, everything, chosen) {
  const count = (name) => (name === kind ? chosen.total : (everything.counts.kind?.[name] ?? 0));
  const kinds = Object.entries(GROUPS).filter(([name]) => name === kind || count(name));
  if (!everything.total || (kinds.length < 2 && !kind)) return [];
  const shown = chosen.total ? kind : "";
  const tab = (name, label, total) => {
    const link = make("a", { href: address({ text, kind: name }) }, `${label} (${number(total)})`);
    if (name === shown) link.setAttribute("aria-current", "true");
    return acting(link, () => go(text, name));
  };
  return [tab("", "همه", everything.total), ...kinds.map(([name, label]) => tab(name, label, count(name)))];
}

/** Return what is said where nothing is found: the page brings it, for it names the lists of its bank. */
const nothing = () => document.querySelector("#search-nothing").content.firstElementChild.cloneNode(true);

function offer(query) {
  const link = make("a", { href: address({ text: query, kind: "" }) }, query);
  return acting(link, () => {
    input.value = query;
    go(query, "");
  });
}

let timer = 0;
const ask = (replace) => {
  clearTimeout(timer);
  go(input.value, state().kind, replace);
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
  input.value = state().text;
  show();
});
if (document.activeElement !== input) input.value = state().text;
show();
