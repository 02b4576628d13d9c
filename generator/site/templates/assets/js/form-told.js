// What words tell of a person's own life, by the same rules as the checks of the data. It is a doubt, never more.
import { compiled, length, persianNumber } from "./form-text.js";

/** Return what finds the codes of what a text tells; `seenOf` gives a text as the eye sees it. */
function teller(rules, seenOf) {
  const own = rules.private.told_of_her;
  const quoted = compiled(rules, own.quoted, "g");
  const kinds = own.kinds.map(({ code, stems, words, against }) => ({
    code,
    stems,
    words: compiled(rules, words, "g"),
    against: against && compiled(rules, against, "g"),
  }));

  /** Whether a word speaks against a match, between the last mark before it and its end. */
  function isDenied(against, seen, { index, 0: match }) {
    const start = Math.max(...[...own.marks].map((mark) => (index ? seen.lastIndexOf(mark, index - 1) : -1))) + 1;
    against.lastIndex = Math.max(start, index - own.near);
    return against.test(seen.slice(0, index + match.length));
  }

  return (text) => {
    if (length(text) < own.shortest) return [];
    const seen = seenOf(text).replace(quoted, "«»");
    const told = kinds.filter(
      ({ stems, words, against }) =>
        stems.some((stem) => seen.includes(stem)) &&
        [...seen.matchAll(words)].some((match) => !against || !isDenied(against, seen, match)),
    );
    return [...new Set(told.map(({ code }) => code))];
  };
}

/** Return what yields the place, title and code of all that the answers tell of somebody who is alive; of no one else. */
export function tellings(rules, seenOf) {
  if (!rules.private.told_of_her) return () => [];
  const told = teller(rules, seenOf);
  const onRecordOnly = new Set(rules.private.told_of_her.record);

  return function* find(questions, values) {
    if (!rules.alive.includes(values.life ?? "")) return;
    const isOnRecord = values.basis === rules.public_record;
    function* of(question, text, title, place) {
      for (const code of question.told && text ? told(text) : []) {
        // An answer that asks for consent is refused on public record, whatever it says.
        if (!onRecordOnly.has(code) || (isOnRecord && !question.byConsent)) yield { ...place, code, title };
      }
    }
    for (const question of questions) {
      const { key, title, parts } = question;
      if (!parts) {
        yield* of(question, values[key], title, { key });
        continue;
      }
      for (const [index, row] of (values[key] ?? []).entries()) {
        const place = `${title}، مورد ${persianNumber(index + 1)}`;
        for (const part of parts) {
          if (question.plain) yield* of(part, row, place, { key, index, part: part.key });
          else yield* of(part, row[part.key], `${place}، ${part.title}`, { key, index, part: part.key });
        }
      }
    }
  };
}
