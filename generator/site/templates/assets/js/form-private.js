// Private facts in a text, by the same rules as the checks of the data.
import { compiled, masked, whole } from "./form-text.js";

const GROUP = /[0-9]+/g;
const EDGE = /[\s,،;|/]/u;
const [NEAR, UNIT_NEAR] = [48, 24];
// Stands for what has been found already: no rule goes across it.
const TAKEN = "\u0000";

/** Return what gives a text as the eye sees it: digits, dashes and letters in one form, what is unseen left out. */
function folder(rules) {
  const { gone, dash, letters } = rules.private.fold;
  const unseen = new RegExp(`^(?:[${rules.dates.junk}]|${gone})$`, "u");
  const hyphen = new RegExp(`^${dash}$`, "u");
  const signs = new Map();
  const isDigit = (code) => /^\p{Nd}$/u.test(String.fromCodePoint(code));
  const plain = (sign) => {
    if (unseen.test(sign)) return "";
    if (hyphen.test(sign)) return "-";
    if (/\s/u.test(sign)) return " ";
    const code = sign.codePointAt(0);
    if (!isDigit(code)) return letters[sign] ?? sign;
    let value = 0;
    while (value < 9 && code > value && isDigit(code - value - 1)) value++;
    return String(value);
  };
  const seen = (sign) => {
    if (sign === "\n" || sign === "…") return sign;
    if (/[\s\u001c-\u001f\u0085\u200c]/u.test(sign)) return " ";
    if (unseen.test(sign)) return "";
    return [...sign.normalize("NFKC").toLowerCase()].map(plain).join("");
  };
  return (sign) => {
    if (!signs.has(sign)) signs.set(sign, seen(sign));
    return signs.get(sign);
  };
}

/** Return what finds the facts of a text, as (code, folded fact, start and end in the text, in signs). */
function finder(rules) {
  const own = rules.private;
  const all = (text) => compiled(rules, text, "g");
  const [link, named, handle, url, sheba, prefixed, glued, run, address] = [
    "link",
    "named",
    "handle",
    "url",
    "sheba",
    "prefixed",
    "glued",
    "run",
    "address",
  ].map((name) => all(own[name]));
  const emails = own.emails.map(all);
  const country = compiled(rules, own.country);
  const [unit, against] = [own.unit, own.against].map((text) => compiled(rules, text));
  const amounts = [own.thousands, own.decimal].map((text) => whole(rules, text));
  const told = Object.fromEntries(Object.entries(own.told).map(([name, text]) => [name, compiled(rules, text)]));
  const checks = { card: isCard, "national-id": isNationalId };
  const kinds = own.kinds.map((kind) => ({
    ...kind,
    ...Object.fromEntries(
      ["local", "digits", "lengths"].filter((name) => kind[name]).map((name) => [name, whole(rules, kind[name])]),
    ),
  }));
  const sizes = new Set(kinds.flatMap((kind) => kind.sizes));
  const most = Math.max(...sizes);
  const fold = folder(rules);

  const near = (text, place) => text.slice(Math.max(0, place - NEAR), place);
  const endOf = (group) => group.index + group[0].length;

  function isPlain(text, groups, first, last) {
    if (against.test(near(text, groups[0].index))) return false;
    const before = first ? text.slice(endOf(groups[first - 1]), groups[first].index) : "";
    const after = last + 1 < groups.length ? text.slice(endOf(groups[last]), groups[last + 1].index) : "";
    return [before, after].every((gap) => !gap || EDGE.test(gap));
  }

  function kindOf(text, groups, first, last) {
    const some = groups.slice(first, last + 1).map(([group]) => group);
    const digits = some.join("");
    const local = country.test(digits) ? digits.replace(country, "0").replace("00", "0") : digits;
    const lengths = some.map((group) => group.length).join(" ");
    const [start, end] = [groups[first].index, endOf(groups[last])];
    const code = kinds.find(
      (kind) =>
        kind.sizes.includes(digits.length) &&
        (kind.local ? kind.local.test(local) : kind.digits.test(digits)) &&
        (!kind.lengths || kind.lengths.test(lengths)) &&
        (!kind.check || checks[kind.check](digits)) &&
        (!kind.told || told[kind.told].test(near(text, start))) &&
        (!kind.plain || isPlain(text, groups, first, last)),
    )?.code;
    const isAmount = () =>
      amounts.some((amount) => amount.test(text.slice(start, end))) || unit.test(text.slice(end, end + UNIT_NEAR));
    return code && !isAmount() ? code : "";
  }

  /** Return the last group of the longest number that begins at a group, with its code. */
  function longest(text, groups, first) {
    const ends = [];
    for (let last = first, size = 0; last < groups.length; last++) {
      size += groups[last][0].length;
      if (size > most) break;
      if (sizes.has(size)) ends.push(last);
    }
    for (const last of ends.reverse()) {
      const code = kindOf(text, groups, first, last);
      if (code) return [last, code];
    }
    return [];
  }

  function* numbers(text) {
    for (const { 0: found, index } of text.matchAll(run)) {
      const groups = [...found.matchAll(GROUP)];
      for (const group of groups) group.index += index;
      for (let first = 0; first < groups.length; first++) {
        const [last, code] = longest(text, groups, first);
        if (!code) continue;
        const start = groups[first].index;
        yield [code, start - (text[start - 1] === "+" ? 1 : 0), endOf(groups[last])];
        first = last;
      }
    }
  }

  function* facts(seen) {
    let rest = seen;
    const take = (pattern, code) => {
      const found = [...rest.matchAll(pattern)].filter(([text]) => !text.includes(TAKEN));
      for (const { 0: text, index } of found)
        rest = rest.slice(0, index) + TAKEN.repeat(text.length) + rest.slice(index + text.length);
      return found.map(({ 0: text, index }) => [code, index, index + text.length]);
    };
    yield* take(link, "private-handle");
    for (const email of emails) yield* take(email, "private-email");
    yield* take(named, "private-handle");
    rest = rest.replace(url, (text) => TAKEN.repeat(text.length));
    yield* take(handle, "private-handle");
    yield* take(sheba, "private-sheba");
    for (const [code, start, end] of take(prefixed, "private-phone")) {
      yield [/(?<![0-9])09/.test(seen.slice(start, end)) ? "private-mobile" : code, start, end];
    }
    yield* take(glued, "private-mobile");
    yield* numbers(rest);
    for (const { 0: text, index } of rest.matchAll(address)) yield ["private-address", index, index + text.length];
  }

  const seenOf = (text) => [...text].map(fold).join("");
  const find = (text) => {
    const signs = [...text];
    const folded = signs.map(fold);
    const seen = folded.join("");
    return { signs, folded, seen, found: [...facts(seen)] };
  };
  return { find, seenOf };
}

/** Return what finds the (code, fact) pairs of a text, each fact as it is seen. */
export function privateFacts(rules) {
  const { find, seenOf } = finder(rules);
  const pairs = (text) => {
    const { seen, found } = find(text);
    return found.map(([code, start, end]) => [code, seen.slice(start, end)]);
  };
  return Object.assign(pairs, { find, seenOf, personal: new Set(rules.private.personal) });
}

/** Return a text for a message: as it is, or with its private facts masked to their ends; of an office only a person's own. */
export const hidden = (facts, text, isOffice = false) => replaced(facts, text, isOffice, masked) ?? masked(text);

/** Return a text without its private facts; of an office only a person's own go. */
export const freed = (facts, text, isOffice = false) =>
  (replaced(facts, text, isOffice, () => "") ?? "").replace(/[ \t]{2,}/g, " ").trim();

/** Return a text with something else for each private fact, or null where what is left goes on adding up to another. */
function replaced(facts, text, isOffice, into) {
  let left = text;
  // What is left may add up to another fact.
  for (let round = 0; round < 3; round++) {
    const { signs, folded, seen, found: all } = facts.find(left);
    const found = all.filter(([code]) => !isOffice || facts.personal.has(code));
    if (!found.length) return left;
    const places = folded.flatMap((part, place) => Array(part.length).fill(place));
    const spans = [];
    for (const [, start, end] of found.sort((one, other) => one[1] - other[1] || one[2] - other[2])) {
      if (spans.length && start < spans.at(-1)[1]) spans.at(-1)[1] = Math.max(end, spans.at(-1)[1]);
      else spans.push([start, end]);
    }
    for (const [start, end] of spans.reverse()) {
      signs.splice(places[start], places[end - 1] + 1 - places[start], into(seen.slice(start, end)));
    }
    left = signs.join("");
  }
  return null;
}

function isNationalId(digits) {
  if (new Set(digits).size === 1) return false;
  const remainder = [...digits].slice(0, 9).reduce((sum, digit, place) => sum + digit * (10 - place), 0) % 11;
  return Number(digits[9]) === (remainder < 2 ? remainder : 11 - remainder);
}

function isCard(digits) {
  const doubled = [...digits].map((digit, place) => digit * (2 - (place % 2)));
  return doubled.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}
