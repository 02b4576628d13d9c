// The ready record: what the form writes and `generator intake` reads. The same answers give the same text.

/** Return the record as YAML; every scalar stands between double quotes, as JSON writes it. */
export function recordText({ form, version, target, values }) {
  const lines = [`form: ${form}`, `version: ${version}`];
  if (target) lines.push(`target: ${JSON.stringify(target)}`);
  lines.push("values:");
  for (const [key, answer] of Object.entries(values)) lines.push(...answerLines(key, answer, "  "));
  return `${lines.join("\n")}\n`;
}

function answerLines(key, answer, indent) {
  if (!Array.isArray(answer)) return [`${indent}${key}: ${JSON.stringify(answer)}`];
  const lines = [`${indent}${key}:`];
  for (const item of answer) {
    if (typeof item === "string") {
      lines.push(`${indent}  - ${JSON.stringify(item)}`);
      continue;
    }
    const own = Object.entries(item).flatMap(([part, text]) => answerLines(part, text, `${indent}    `));
    own[0] = `${indent}  - ${own[0].slice(indent.length + 4)}`;
    lines.push(...own);
  }
  return lines;
}

const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");

/** Return the answers that a correction changes, and the keys of those that were emptied. */
export function changes(questions, before, after) {
  const changed = questions.map((question) => question.key).filter((key) => !same(before[key], after[key]));
  // Whose sources change is sent along with them, so that each item goes on naming its own.
  for (const { key, parts = [] } of questions) {
    if (parts.some((part) => part.refersTo && changed.includes(part.refersTo)) && after[key] && !changed.includes(key))
      changed.push(key);
  }
  const emptied = changed.filter((key) => !after[key]?.length);
  const values = Object.fromEntries(
    questions.filter(({ key }) => changed.includes(key) && !emptied.includes(key)).map(({ key }) => [key, after[key]]),
  );
  return { values, changed, emptied };
}

/** Return the name of the file: the form and the Latin name, or the moment where there is none. */
export function fileName(form, values, target, now = new Date()) {
  const latin =
    target ||
    (values.latin ?? "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "");
  const moment = now
    .toISOString()
    .slice(0, 16)
    .replace(/[^0-9]/g, "");
  return `${form}-${latin || moment}.yml`;
}
