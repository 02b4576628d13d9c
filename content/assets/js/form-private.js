// Private facts in a text, by the same rules as the checks of the data.
import { asciiDigits, compiled, masked, whole } from "./form-text.js";

/** Return what finds the (code, fact) pairs of a text; digits of three scripts and any gaps are seen. */
export function privateFacts(rules) {
  const own = rules.private;
  const found = Object.fromEntries(
    ["suspect", "url", "email", "handle", "sheba", "number", "address"].map((name) => [name, compiled(rules, own[name], "g")]),
  );
  const date = whole(rules, own.date);
  const country = compiled(rules, own.country);
  const checks = { card: isCard, "national-id": isNationalId };
  const kinds = own.kinds.map((kind) => ({
    code: kind.code,
    check: checks[kind.check],
    local: kind.local && whole(rules, kind.local),
    digits: kind.digits && whole(rules, kind.digits),
    text: kind.text && compiled(rules, kind.text),
    years: kind.years && whole(rules, kind.years),
  }));

  function kindOf(text) {
    if (date.test(text)) return "";
    const digits = text.replace(/[^0-9]/g, "");
    const local = (text.startsWith("+") ? `+${digits}` : digits).replace(country, "0").replace(/^\++/, "");
    for (const kind of kinds) {
      const fits = kind.local ? kind.local.test(local) : kind.digits.test(digits);
      if (!fits || (kind.check && !kind.check(digits)) || (kind.text && !kind.text.test(text))) continue;
      if (!kind.years?.test(text)) return kind.code;
    }
    return "";
  }

  return (text) => {
    let rest = asciiDigits(text);
    if (rest.search(found.suspect) < 0) return [];
    const facts = [];
    const take = (name, code) => {
      for (const [fact] of rest.matchAll(found[name])) facts.push([code, fact]);
      rest = rest.replace(found[name], " ");
    };
    take("email", "private-email");
    take("handle", "private-handle");
    rest = rest.replace(found.url, " ");
    take("sheba", "private-sheba");
    for (const [number] of rest.matchAll(found.number)) {
      const code = kindOf(number);
      if (code) facts.push([code, number]);
    }
    for (const [address] of rest.matchAll(found.address)) facts.push(["private-address", address]);
    return facts;
  };
}

/** Return a text for a message: as it is, or with its private facts masked to their ends. */
export function hidden(facts, text) {
  const own = facts(text);
  if (!own.length) return text;
  const rest = own.reduce((left, [, fact]) => left.replaceAll(fact, masked(fact)), asciiDigits(text));
  // What is left may not add up to another fact.
  return facts(rest).length ? masked(text) : rest;
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
