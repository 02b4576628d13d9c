// The page of search: every result of the query in the address, by group on demand, twenty at a time.
import { find, isSure, suggestions } from "./search-index.js";
import { GROUPS, hit, make, number } from "./search-results.js";

const PAGE = 20;
const form = document.querySelector("form.search-form");
const input = form.querySelector("input");
const status = document.querySelector("#search-status");
const tabs = document.querySelector("#search-groups");
const list = document.querySelector("#search-hits");
const more = document.querySelector("#search-more");
let turn = 0;

const state = () => {
  const asked = new URLSearchParams(location.search);
  return { text: (asked.get("q") ?? "").trim(), kind: GROUPS[asked.get("kind")] ? asked.get("kind") : "" };
};
const address = (text, kind) => {
  const asked = new URLSearchParams();
  if (text) asked.set("q", text);
  if (kind) asked.set("kind", kind);
  return `${location.pathname}${asked.size ? `?${asked}` : ""}`;
};
const go = (text, kind, replace = false) => {
  history[replace ? "replaceState" : "pushState"](null, "", address(text, kind));
  show();
};

/** Draw what the address asks for. */
async function show() {
  const { text, kind } = state();
  const mine = (turn += 1);
  if (document.activeElement !== input) input.value = text;
  more.hidden = true;
  if (!text) {
    status.textContent = "";
    tabs.replaceChildren();
    list.replaceChildren();
    return;
  }
  try {
    const everything = await find(text, { filters: { kind: Object.keys(GROUPS) } });
    const found = kind ? await find(text, { filters: { kind: [kind] } }) : everything;
    const documents = await found.load(0, PAGE);
    if (mine !== turn) return;
    status.textContent = found.total ? `${number(found.total)} نتیجه برای «${text}»` : `چیزی با «${text}» پیدا نشد.`;
    drawTabs(text, kind, everything);
    list.replaceChildren(...documents.map((one) => hit({ ...one, group: GROUPS[one.kind] }, found.words, 2)));
    if (!found.total) list.append(nothing());
    if (!isSure(documents, text)) await drawNear(text, mine);
    follow(found, PAGE);
  } catch {
    if (mine === turn) status.textContent = "جست‌وجو اکنون در دسترس نیست. فهرست‌ها از بالای صفحه باز می‌شوند.";
  }
}

function drawTabs(text, kind, { total, counts }) {
  const kinds = Object.entries(GROUPS).filter(([name]) => counts.kind?.[name]);
  const tab = (name, label, count) => {
    const link = make("a", { href: address(text, name) }, `${label} (${number(count)})`);
    if (name === kind) link.setAttribute("aria-current", "true");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(text, name);
    });
    return link;
  };
  tabs.replaceChildren(...(kinds.length > 1 ? [tab("", "همه", total), ...kinds.map(([name, label]) => tab(name, label, counts.kind[name]))] : []));
}

function nothing() {
  const way = (name, label) => make("a", { href: new URL(`../${name}/`, location.href).href }, label);
  const text = make("p", {}, "شاید در ", way("women", "فهرست زنان"), " یا ", way("cooperatives", "تعاونی‌ها"), " باشد؛ یا هنوز ثبت نشده است و می‌توانید ", way("submit", "معرفی کنید"), ".");
  return make("li", { className: "empty" }, make("div", {}, make("h2", {}, "پرونده‌ای با این واژه‌ها نیست"), text));
}

async function drawNear(text, mine) {
  const near = await suggestions(text);
  if (mine !== turn || !near.length) return;
  const links = near.map((query) => {
    const link = make("a", { href: address(query, "") }, query);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      input.value = query;
      go(query, "");
    });
    return link;
  });
  list.prepend(make("li", { className: "hit near" }, make("p", {}, "شاید این را می‌خواستید: ", ...links.flatMap((link) => [link, " "]))));
}

function follow(found, from) {
  more.hidden = from >= found.total;
  more.onclick = async () => {
    const documents = await found.load(from, from + PAGE);
    const items = documents.map((one) => hit({ ...one, group: GROUPS[one.kind] }, found.words, 2));
    list.append(...items);
    items[0]?.querySelector("a").focus();
    follow(found, from + PAGE);
  };
}

let timer = 0;
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => go(input.value.trim(), state().kind, true), 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  go(input.value.trim(), "");
});
addEventListener("popstate", () => {
  input.value = state().text;
  show();
});
show();
