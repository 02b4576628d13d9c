// Texts as the forms need them: tidy, with Persian or ASCII digits, and the sentences filled in.
export const asciiDigits = (text) => text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 15));
export const persianDigits = (text) => String(text).replace(/[0-9]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);

/** Return a number as readers see it: ۱۲٬۳۴۵ and ۹٫۷. */
export function persianNumber(value) {
  const [whole, part] = String(value).replace(/^-/, "").split(".");
  const grouped = whole.replace(/\B(?=(?:[0-9]{3})+$)/g, "٬") + (part ? `٫${part}` : "");
  return (String(value).startsWith("-") ? "−" : "") + persianDigits(grouped);
}

export const length = (text) => [...text].length;

/** Return a shared expression as JavaScript reads it; what words in braces stand for is explained in `rules.py`. */
export function compiled(rules, text, flags = "") {
  const parts = Object.entries(rules.private.parts);
  return new RegExp(
    parts.reduce((left, [name, part]) => left.replaceAll(`{${name}}`, () => part), text),
    `u${flags}`,
  );
}
export const whole = (rules, text) => compiled(rules, `^(?:${text})$`);

/** Return what makes a typed text tidy: nothing hidden in it, plain line ends, no space around it. */
export function tidier(rules) {
  const junk = compiled(rules, `[${rules.dates.junk}]+`, "g");
  return (text) =>
    String(text ?? "")
      .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, "\n")
      .replace(junk, "")
      .trim();
}

/** Return what gives Arabic letters their Persian form and all digits their ASCII one. */
export function plainer(rules) {
  const steps = rules.dates.kashida.map(([pattern, into]) => [new RegExp(pattern, "gu"), into]);
  const foreign = new RegExp(`[${Object.keys(rules.dates.letters).join("")}]`, "g");
  return (text) => {
    const dashed = steps.reduce((plain, [pattern, into]) => plain.replace(pattern, into), text.normalize("NFC"));
    const letters = dashed.replace(foreign, (char) => rules.dates.letters[char]);
    return asciiDigits(letters).replace(/(?<=[0-9])٫(?=[0-9])/g, ".");
  };
}

/** Hide a private fact: the first two and the last two characters at most, as readers see them; nothing of a short one. */
export function masked(fact) {
  const signs = [...fact];
  return signs.length >= 8 ? persianDigits(`${signs.slice(0, 2).join("")}…${signs.slice(-2).join("")}`) : "…";
}

function shorten(text) {
  const signs = [...text.replace(/[\n\r]/g, "⏎")];
  return signs.length <= 80 ? signs.join("") : `${signs.slice(0, 60).join("")}…`;
}

/** Return the sentence of a code, as `say` makes it for the doors. */
export function sentence(rules, code, { title = "", found = "", expected = "", where = "", choices = "" } = {}) {
  const parts = { title, found: shorten(found), expected, where, choices };
  return fill(rules.sentences[code], parts).trimEnd();
}
// What is read from left to right in a Persian sentence: addresses, dates with their signs, masked numbers.
const WRITTEN_AS_CODE =
  /https?:\/\/[!-~]*|\/(?:[a-z0-9-]+\/)+|[0-9]+(?:[-/][0-9]+)*(?:~| (?:AH|CE)\b)|[0-9]+(?:[-/…][0-9]+)+|[۰-۹]+…[۰-۹]+/g;
/** Return a sentence for the page: what is written as code in it keeps its order, whatever stands around it. */
export const shown = (text) => text.replace(WRITTEN_AS_CODE, "\u2066$&\u2069");
export const fill = (template, parts) => template.replace(/\{(\w+)\}/g, (_mark, name) => parts[name] ?? "");
