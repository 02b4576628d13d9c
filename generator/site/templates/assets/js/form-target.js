// The record that a correction is of: what the API says of it, as the answers that its form would hold.
// Shapes: the text of `<form>/<id>/index.json`, with `{id, data}`, and the data of the form go in; out comes
// `{id, label, values}`, whose values are texts, lists of texts, and lists of items, `{id?, part: answer}`.
import { dateReader } from "./form-dates.js";

/** Return the record as its form asks for it: dates in words, and nothing that is not asked; throw where it is none. */
export function targetOf(text, { questions, rules }) {
  const read = dateReader(rules);

  function answers(asked, record) {
    const given = asked.filter(({ key, control }) => control !== "file" && Object.hasOwn(record, key));
    return Object.fromEntries(given.map((question) => [question.key, answer(question, record[question.key])]));
  }

  function answer(question, value) {
    if (Array.isArray(value))
      return value.map((item) => (typeof item === "object" ? row(question, item) : String(item)));
    // Day, month and year of a date with boxes are asked apart.
    return question.kind === "date" && question.control !== "date" ? inWords(value) : String(value);
  }

  // Others name an item by its id, which nobody is asked.
  const row = ({ parts }, item) => ({ ...(item.id && { id: item.id }), ...answers(parts, item) });

  /** Return a date in its words, which are read back as the same date; as it is where it is none. */
  function inWords(date) {
    const found = read("historical", date);
    return found.text === date ? (found.words ?? date) : date;
  }

  const { id, data } = JSON.parse(text, asWritten);
  return { id, label: data.name || data.title || id, values: answers(questions, data) };
}

/** Keep a number as the digits that stand there, which may be more than a number of the browser's can hold. */
const asWritten = (_key, value, context) => (typeof value === "number" ? (context?.source ?? value) : value);
