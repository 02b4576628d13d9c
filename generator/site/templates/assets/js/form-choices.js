// Choices in everyday words, each of which answers several fields at once.

/** Bring the choices of a form to life; `follow` ticks the one that the answers amount to. */
export function choices(form, page) {
  const groups = [...form.querySelectorAll("[data-choices]")].map((group) => {
    const inputs = [...group.querySelectorAll("[data-answers]")];
    const answers = new Map(inputs.map((input) => [input, JSON.parse(input.dataset.answers)]));
    return { group, inputs, answers, names: new Set([...answers.values()].flatMap(Object.keys)) };
  });

  form.addEventListener("change", ({ target }) => {
    const found = groups.find(({ answers }) => answers.has(target));
    if (!found) return;
    for (const name of found.names) page.put(name, found.answers.get(target)[name] ?? "");
  });

  return {
    /** Return problems with one of a choice that nobody made, in the place of those of the answers that it gives. */
    gather(problems, values, sentenceOf) {
      let found = problems;
      for (const { group, names } of groups) {
        const left = ({ key, code, absent }) => names.has(key) && (absent || code === "required");
        if (![...names].every((name) => !values[name]) || !found.some(left)) continue;
        const first = found.find(left);
        const one = { ...first, code: "choice-needed", sentence: sentenceOf(group.dataset.choices) };
        found = found
          .map((problem) => (problem === first ? one : problem))
          .filter((problem) => !left(problem) || problem === one);
      }
      return found;
    },
    follow(values) {
      for (const { inputs, answers, names } of groups) {
        const fits = (input) => [...names].every((name) => (values[name] ?? "") === (answers.get(input)[name] ?? ""));
        const fitting = inputs.filter(fits);
        // Two may say the same of the record: the one that was chosen stays.
        const chosen = fitting.find((input) => input.checked) ?? fitting.find((input) => !input.dataset.inbox);
        for (const input of inputs) input.checked = input === chosen;
      }
    },
  };
}
