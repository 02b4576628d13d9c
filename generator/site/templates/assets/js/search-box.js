// A box of search: results as one types, by group, walked with the arrow keys; the form itself still works.
import { asked, find, prepare, suggestions } from "./search-index.js";
import { grouped, make, NEAREST, number, OUT_OF_REACH, patiently, perhaps, redraw, WAITING } from "./search-results.js";

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
    clearTimeout(timer);
    turn += 1;
    panel.hidden = true;
  };
  const show = (said, ...nodes) => {
    panel.hidden = false;
    status.textContent = said;
    redraw(list, nodes, () => input);
  };
  const all = (text) => {
    const address = new URL(form.action);
    address.searchParams.set("q", text);
    return address.href;
  };
  const offer = (query) => make("a", { className: "hits-near", href: all(query) }, query);

  async function answer() {
    const text = asked(input.value);
    if (!text) return close();
    turn += 1;
    const mine = turn;
    const wanted = () => mine === turn;
    const search = async () => {
      const found = await find(text);
      return { found, documents: await found.load(0, SHOWN) };
    };
    const wait = () => {
      if (!wanted()) return;
      if (panel.hidden) show(WAITING);
      else status.textContent = WAITING;
    };
    const answered = await patiently(search(), wait).catch(() => null);
    if (!wanted()) return;
    if (!answered) return show(OUT_OF_REACH);
    const { found, documents } = answered;
    if (found.total) {
      const more = make("a", { className: "hits-all", href: all(text) }, `همهٔ ${number(found.total)} نتیجه`);
      show(
        found.exact ? `${number(found.total)} نتیجه` : NEAREST,
        ...grouped(documents, found.words),
        ...(found.total > documents.length ? [more] : []),
      );
    } else show("چیزی با این واژه‌ها پیدا نشد.");
    if (found.exact && found.total) return;
    const near = await suggestions(text);
    if (wanted() && near.length) list.prepend(perhaps(near, offer));
  }

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
      input.focus(); // before they close: a box that is come to anew opens them
      close();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => form.contains(target) || close());
  input.addEventListener("focus", () => input.value.trim() && panel.hidden && answer());
  prepare().catch(() => {});
  answer();
}

let box = null;

/** Open the box over the page; `action` is the address of the page of search. */
export function openBox(action) {
  if (!box) {
    const input = make("input", {
      type: "search",
      name: "q",
      placeholder: "نام، توانمندی یا شهرستان",
      autocomplete: "off",
    });
    input.setAttribute("aria-label", "جست‌وجو");
    const form = make(
      "form",
      { action, method: "get", className: "find" },
      input,
      make("button", { type: "submit" }, "جست‌وجو"),
    );
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
