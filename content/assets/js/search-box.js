// A box of search: results as one types, by group, walked with the arrow keys; the form itself still works.
import { find, isSure, prepare, suggestions } from "./search-index.js";
import { grouped, make, number } from "./search-results.js";

const SHOWN = 10;
const PAUSE = 80; // milliseconds after the last key
const attached = new WeakSet();

/** Let a form answer while somebody types; its `action` is the page of all results. */
export function attach(form) {
  if (attached.has(form)) return;
  attached.add(form);
  const input = form.querySelector("input[type=search]");
  const panel = make("div", { className: "hits", hidden: true });
  const status = make("p", { className: "hits-status", role: "status" });
  const list = make("div", { className: "hits-list" });
  panel.append(status, list);
  form.append(panel);
  let turn = 0;
  let timer = 0;

  const close = () => {
    turn += 1;
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const show = (said, ...nodes) => {
    status.textContent = said;
    list.replaceChildren(...nodes);
    panel.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const all = (text) => {
    const address = new URL(form.action);
    address.searchParams.set("q", text);
    return address.href;
  };

  const perhaps = (near) => {
    const links = near.map((query) => make("a", { className: "hits-near", href: all(query) }, query));
    return links.length ? [make("p", {}, "شاید این را می‌خواستید: ", ...links.flatMap((link) => [link, " "]))] : [];
  };

  async function answer() {
    const text = input.value.trim();
    const mine = (turn += 1);
    if (!text) return close();
    try {
      const found = await find(text);
      const documents = await found.load(0, SHOWN);
      if (mine !== turn) return;
      if (found.total) {
        const more = make("a", { className: "hits-all", href: all(text) }, `همهٔ ${number(found.total)} نتیجه`);
        const near = isSure(documents, text) ? [] : await suggestions(text);
        if (mine !== turn) return;
        show(`${number(found.total)} نتیجه`, ...perhaps(near), ...grouped(documents, found.words), ...(found.total > documents.length ? [more] : []));
        return;
      }
      const near = await suggestions(text);
      if (mine !== turn) return;
      show("چیزی با این واژه‌ها پیدا نشد.", ...perhaps(near));
    } catch {
      if (mine === turn) show("جست‌وجو اکنون در دسترس نیست. فهرست‌ها از بالای صفحه باز می‌شوند.");
    }
  }

  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(answer, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    const links = [...panel.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && !panel.hidden && links.length) {
      event.preventDefault();
      links[Math.min(place + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && place >= 0) {
      event.preventDefault();
      (links[place - 1] ?? input).focus();
    } else if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault(); // the first closes the results, the next the box
      close();
      input.focus();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
  });
  input.addEventListener("focus", () => input.value.trim() && panel.hidden && answer());
  prepare().catch(() => {});
  if (input.value.trim()) answer();
}

let box = null;

/** Open the box over the page; `action` is the address of the page of search. */
export function openBox(action) {
  if (!box) {
    const input = make("input", { type: "search", name: "q", placeholder: "نام، توانمندی یا شهرستان", autocomplete: "off" });
    input.setAttribute("aria-label", "جست‌وجو");
    const form = make("form", { action, method: "get", className: "find" }, input, make("button", { type: "submit" }, "جست‌وجو"));
    form.setAttribute("role", "search");
    const shut = make("button", { type: "button", className: "search-close" }, "بستن");
    box = make("dialog", { className: "search-dialog" }, make("div", { className: "wrap" }, shut, form));
    box.setAttribute("aria-label", "جست‌وجو");
    shut.addEventListener("click", () => box.close());
    box.addEventListener("click", (event) => event.target === box && box.close());
    // A box of search keeps the key to empty itself; here it closes what it stands in.
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      box.close();
    });
    document.body.append(box);
    attach(form);
  }
  box.showModal();
  box.querySelector("input").select();
}
