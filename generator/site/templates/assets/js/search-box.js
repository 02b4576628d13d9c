// A box of search: results as one types, by group, walked with the arrow keys; the form itself still works.
import { asked, find, prepare, starts, suggestions } from "./search-index.js";
import {
  group,
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

const FIRST = 4; // of people; of all others so many
const OTHERS = 2;
const PAUSE = 50; // milliseconds after the last key

/**
 * Let a form answer while somebody types; its `action` is the page of all results. `panel` is what opens and closes: below the
 * form, or around it where a `tool` opens it. Returns what closes it.
 */
export function attach(form, panel = form.appendChild(make("div", { className: "seek under", hidden: true })), tool) {
  const input = form.querySelector("input[type=search]");
  const status = make("p", { className: "seek-status", role: "status" });
  const list = make("div", { className: "found" });
  panel.append(status, list);
  let turn = 0;
  let timer = 0;

  const close = () => {
    clearTimeout(timer);
    turn += 1;
    panel.hidden = true;
    tool?.setAttribute("aria-expanded", "false");
  };
  const show = (said, ...nodes) => {
    panel.hidden = false;
    status.textContent = said;
    redraw(list, nodes, () => input);
  };
  /** Show what stands where nothing is asked: nothing, or what the panel begins with. */
  const rest = async () => {
    if (!tool) return close();
    show("");
    const mine = turn;
    const known = await starts().catch(() => []);
    if (mine === turn) show("", ...offers([...recent(all), ...known]));
  };
  const all = (text) => {
    const address = new URL(form.action);
    address.searchParams.set("q", text);
    return address.href;
  };
  const offer = (query) => make("a", { className: "seek-near", href: all(query) }, query);

  async function answer() {
    const text = asked(input.value);
    turn += 1;
    if (!text) return rest();
    const mine = turn;
    const wanted = () => mine === turn;
    const search = async () => {
      const found = await find(text);
      const parts = found.parts.map(async (part) => [part, await part.load(0, part.people ? FIRST : OTHERS)]);
      return { found, parts: await Promise.all(parts) };
    };
    const wait = () => {
      if (!wanted()) return;
      if (panel.hidden) show(WAITING);
      else status.textContent = WAITING;
    };
    const answered = await patiently(search(), wait).catch(() => null);
    if (!wanted()) return;
    if (!answered) return show(OUT_OF_REACH);
    const { found, parts } = answered;
    if (found.total) {
      const drawn = parts.flatMap(([part, documents]) =>
        group(
          part,
          found.exact,
          documents.map((one) => hit(one, found.words)),
        ),
      );
      const more = make("a", { className: "seek-all", href: all(text) }, `همهٔ ${number(found.total)} نتیجه`);
      const shown = parts.reduce((sum, [, documents]) => sum + documents.length, 0);
      show(found.exact ? `${number(found.total)} نتیجه` : NEAREST, ...drawn, ...(found.total > shown ? [more] : []));
    } else show("چیزی با این واژه‌ها پیدا نشد.");
    if (found.exact && found.total) return;
    const near = await suggestions(text);
    if (wanted() && near.length) list.prepend(perhaps(near, offer));
  }

  // What was sought stays with this visit: what led somewhere, or was asked for by the key.
  panel.addEventListener("click", (event) => event.target.closest(".found a") && remember(asked(input.value)));
  form.addEventListener("submit", () => remember(asked(input.value)));
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(answer, PAUSE);
  });
  const place = tool ? panel : form;
  const within = (node) => place.contains(node) || Boolean(tool?.contains(node));
  place.addEventListener("keydown", (event) => {
    const links = [...panel.querySelectorAll("a")].filter((link) => link.checkVisibility());
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && !panel.hidden && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? input).focus();
    } else if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      (tool ?? input).focus(); // before it closes: a box that is come to anew opens it
      close();
    }
  });
  place.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !within(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => within(target) || close());
  input.addEventListener("focus", () => input.value.trim() && panel.hidden && answer());
  prepare().catch(() => {});
  answer();
  return close;
}

const SOUGHT = "sought";
const KEPT = 3;

function sought() {
  try {
    return JSON.parse(sessionStorage.getItem(SOUGHT)) ?? [];
  } catch {
    return []; // storage may be closed
  }
}

function remember(text) {
  if (!text) return;
  try {
    sessionStorage.setItem(SOUGHT, JSON.stringify([...new Set([text, ...sought()])].slice(0, KEPT)));
  } catch {
    // not kept
  }
}

const recent = (all) => {
  const links = sought().map((text) => [text, all(text)]);
  return links.length ? [{ label: "جست‌وجوهای شما", links, own: true }] : [];
};

/** Return the ways that stand where nothing is asked. */
const offers = (groups) =>
  groups.flatMap(({ label, links, own }) => [
    make("h2", {}, label),
    make(
      "p",
      { className: own ? "seek-row own" : "seek-row" },
      ...links.map(([words, href]) => make("a", { href }, words)),
    ),
  ]);

let drawn = null;

/** Open the panel below the head of the page, or close it; `tool` is the way to the page of search. */
export function toggle(tool) {
  drawn ??= draw(tool);
  const { panel, close } = drawn;
  if (tool.getAttribute("aria-expanded") === "true") return close();
  panel.hidden = false;
  tool.setAttribute("aria-expanded", "true");
  // Where the head is out of sight, it comes to the reader.
  panel.classList.toggle("afloat", tool.getBoundingClientRect().bottom < 0);
  panel.querySelector("input").select();
}

function draw(tool) {
  const input = make("input", {
    type: "search",
    name: "q",
    placeholder: "نام، توانمندی یا شهرستان",
    autocomplete: "off",
  });
  input.setAttribute("aria-label", "جست‌وجو");
  const button = make("button", { type: "submit" }, make("span", {}, "جست‌وجو"));
  const form = make("form", { action: tool.href, method: "get", className: "find" }, input, button);
  form.setAttribute("role", "search");
  const panel = make("div", { className: "seek", hidden: true }, form);
  tool.closest("header").append(panel);
  return { panel, close: attach(form, panel, tool) };
}
