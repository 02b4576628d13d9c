// Judge the answers of a form as the data will be judged: the same rules, the same sentences. Nothing here knows a page.
import { dateReader, endsBy, isAfter, isAhead, isYounger, today } from "./form-dates.js";
import { freed, hidden, privateFacts } from "./form-private.js";
import {
  compiled,
  fill,
  length,
  masked,
  persianNumber,
  plainer,
  sentence as filled,
  tidier,
  whole,
} from "./form-text.js";
import { tellings } from "./form-told.js";

/** Return `{check, read}`: `check(values)` lists problems, `read(question, text)` says how one answer is understood. */
export function checker(data) {
  const { rules, questions } = data;
  const tidy = tidier(rules);
  const plain = plainer(rules);
  const date = dateReader(rules);
  const facts = privateFacts(rules);
  const told = tellings(rules, facts.seenOf);
  const thousands = compiled(rules, rules.thousands, "g");
  const float = whole(rules, rules.whole);
  const numbers = { integer: whole(rules, rules.numbers.integer), number: whole(rules, rules.numbers.number) };
  const parted = whole(rules, rules.parted);
  const notInLinks = compiled(rules, rules.not_in_links);
  const copied = whole(rules, rules.copied_link);
  const [ownHost, ownNumber] = [whole(rules, rules.own_hosts), whole(rules, rules.own_numbers)];
  const [yes, no] = [new Set(rules.true), new Set(rules.false)];
  const warnings = new Set(rules.private.warnings);
  const [beside, clearer] = [new Set(rules.beside), new Set(rules.clearer)];
  const placeholders = new Set(rules.placeholders);
  const patterns = new Map();
  const dateSaid = new RegExp(`(?:^|(?<=«))(?:${rules.date_said})(?=»|$)`, "gu");
  /** Return the sentence of a code with the dates of the data in words: as they are a Persian line shows them from their end. */
  const sentence = (code, parts = {}) => {
    const words = (text) => {
      const found = date("historical", text);
      return found.text === text ? (found.words ?? text) : text;
    };
    const said = Object.entries(parts).map(([key, part]) => [key, String(part ?? "").replace(dateSaid, words)]);
    return filled(rules, code, Object.fromEntries(said));
  };
  const bare = (text) => plain(text).replaceAll("\u200c", "").replaceAll(" ", "").toLowerCase();

  function pattern(text) {
    if (!patterns.has(text)) {
      try {
        patterns.set(text, new RegExp(`^(?:${text})$`, "u"));
      } catch {
        patterns.set(text, /^/); // an expression that only Python reads: the intake judges
      }
    }
    return patterns.get(text);
  }

  /** Whether a text is a sign alone, or a word for nothing. */
  function saysNothing(text) {
    const word = text
      .replaceAll("\u200c", "")
      .replaceAll(" ", "")
      .replace(/^[.؟?!()«»-]+|[.؟?!()«»-]+$/g, "")
      .toLowerCase();
    return /^[^\p{L}\p{N}]+$/u.test(text) || placeholders.has(word);
  }

  function choice(text, options) {
    if (Object.hasOwn(options, text)) return text;
    const wanted = bare(text);
    const found = Object.entries(options).find(
      ([value, label]) => bare(label) === wanted || bare(`${label} (${value})`) === wanted,
    );
    return found ? found[0] : text;
  }

  /** Return the code of what is wrong with the address of a web page; empty where anybody can open it. */
  function linkFault(text) {
    if (notInLinks.test(text)) return "link-scheme";
    try {
      const { protocol, hostname, port } = new URL(text);
      const host = hostname.replace(/\.$/, "");
      if (!/^https?:$/.test(protocol) || !host) return "link-scheme";
      const isUsual = !port || rules.web_ports.includes(Number(port)) || Number(port) >= rules.first_free_port;
      if (text.split(/[/?#]/)[2].includes("@") || !isUsual || host === "localhost" || host.includes(":"))
        return "link-private";
      if (!host.includes(".")) return "link-scheme";
      return ownHost.test(host) || (/\.[0-9]+$/.test(host) && ownNumber.test(host)) ? "link-private" : "";
    } catch {
      return "link-scheme";
    }
  }

  /** Whether a text is the address of a page and nothing else: bare, or as a link that somebody copied. */
  function isAddress(text) {
    const match = copied.exec(text);
    const address = match?.[1] ?? match?.[2] ?? text;
    return !linkFault(address) || (/[^/]\/+[^/]/.test(address) && !linkFault(rules.scheme + address));
  }
  const linkOf = (asked) => asked.find(({ kind }) => kind === "link")?.title;

  /** Return one answer as the data will hold it. */
  function read(question, typed) {
    const text = tidy(typed);
    if (!text) return { text };
    if (question.options) return { text: choice(text, question.options) };
    if (question.kind === "date") return date(question.calendar, text);
    if (question.kind === "number") {
      let number = plain(text).replace(thousands, "");
      for (const sign of [question.unit, ...(question.unit === rules.percent ? rules.percent_signs : [])].filter(
        Boolean,
      )) {
        if (number.endsWith(sign)) number = number.slice(0, -sign.length).trim();
        if (number.startsWith(sign)) number = number.slice(sign.length).trim();
      }
      return { text: float.exec(number)?.[1] ?? number };
    }
    if (question.kind === "boolean") {
      const word = plain(text).toLowerCase();
      return { text: yes.has(word) ? "true" : no.has(word) ? "false" : text };
    }
    return { text: question.kind === "link" ? text : plain(text) };
  }

  /** Return what is wrong with a telephone number that is nearly right. */
  const telephoneFault = (question, text) =>
    question.pattern === rules.telephone
      ? Object.entries(rules.telephone_faults).find(([shape]) => pattern(shape).test(text))?.[1]
      : undefined;

  /** Leave out what a graver problem of the same value makes pointless to read. */
  function foremost(found) {
    const rank = ({ code, warning }) =>
      beside.has(code) ? 1 : clearer.has(code) ? 2 : code.startsWith("private-") && !warning ? 3 : 0;
    const gravest = Math.max(0, ...found.map(rank));
    return found.filter((problem) => !rank(problem) || rank(problem) === gravest);
  }
  const single = (...given) => foremost([...each(...given)]);

  function* each(question, typed, title, day) {
    const answer = read(question, typed);
    const { text } = answer;
    const problem = (code, more = {}) => ({
      code,
      warning: warnings.has(code),
      sentence: sentence(code, { title, found: hidden(facts, text, question.guard === "office"), ...more }),
    });
    if (!text) {
      if (question.required) yield problem("required");
      return;
    }
    const isChosen = question.options && Object.hasOwn(question.options, text);
    const isTruth = question.kind === "boolean" && (text === "true" || text === "false");
    if (!isChosen && !isTruth && saysNothing(text)) {
      yield problem(question.required ? "placeholder-needed" : "placeholder");
      return;
    }
    if (question.options) {
      if (isChosen) return;
      const isListed = question.listTitle || Object.hasOwn(question.options, "province");
      const names = Object.values(question.options);
      const labels = names.map((label) => `«${label}»`).join("، ");
      // Of the items of a list the names are told: elsewhere they are typed.
      if (isListed && !(question.isItem && names.length <= rules.most_offered))
        yield problem("unknown-reference", { expected: question.listTitle ?? question.title });
      else yield problem("unknown-value", { choices: labels });
      return;
    }
    if (question.kind === "number") {
      const said = { found: persianNumber(text) };
      if (!numbers[question.number].test(text))
        yield problem(`type-${question.number}`, parted.test(text) ? { found: text } : {});
      else if (question.minimum != null && Number(text) < question.minimum)
        yield problem(question.unit === rules.rial ? "minimum-rials" : "minimum", {
          ...said,
          expected: persianNumber(question.minimum),
        });
      else if (question.maximum != null && Number(text) > question.maximum)
        yield problem("maximum", { ...said, expected: persianNumber(question.maximum) });
      return;
    }
    if (question.kind === "boolean") {
      if (!isTruth) yield problem("type-boolean");
      return;
    }
    if (question.minLength && length(text) < question.minLength)
      yield problem("min-length", { expected: persianNumber(question.minLength) });
    if (question.maxLength && length(text) > question.maxLength)
      yield problem("max-length", {
        expected: persianNumber(question.maxLength),
        where: persianNumber(length(text)),
      });
    if (question.pattern && question.kind !== "image" && !pattern(question.pattern).test(text))
      yield problem("pattern", { expected: telephoneFault(question, text) ?? question.patternWords });
    if (question.kind === "date") {
      const isYear = answer.free && question.pattern === rules.year_pattern;
      if (answer.code) yield problem(answer.code, { expected: isYear ? question.patternWords : answer.expected });
      else if (!question.future && isAhead(answer.start, day)) yield problem("date-future", { expected: day.words });
    }
    if (question.link && question.kind === "text" && isAddress(text))
      yield problem("link-as-text", { where: question.link });
    const linkProblem = question.kind === "link" ? linkFault(text) : "";
    if (linkProblem) yield problem(linkProblem);
    if (question.guard && length(text) >= rules.private.shortest) {
      for (const [code, fact] of facts(text)) {
        if (question.guard === "person" || facts.personal.has(code)) yield problem(code, { found: masked(fact) });
      }
    }
  }

  function* list(question, rows, values, day) {
    if (question.minItems && !rows.length) {
      yield {
        key: question.key,
        code: "too-few",
        sentence: sentence("too-few", { title: question.title, expected: question.fewest }),
      };
    }
    if (rows.length > rules.ready_items) {
      yield {
        key: question.key,
        code: "too-many-items",
        sentence: sentence("too-many-items", {
          title: question.title,
          expected: persianNumber(rules.ready_items),
        }),
      };
    }
    for (const [index, row] of rows.entries()) {
      const place = `${question.title}، مورد ${persianNumber(index + 1)}`;
      if (question.plain) {
        const one = question.parts?.[0] ?? { kind: "choice", options: question.options };
        for (const found of single({ ...one, isItem: true, guard: one.guard ?? question.guard }, row, place, day))
          yield { key: question.key, index, part: one.key, ...found };
        continue;
      }
      const link = linkOf(question.parts);
      for (const part of question.parts) {
        if (part.refersTo) {
          // With one source the intake knows which is meant.
          const unnamed = (values[part.refersTo]?.length ?? 0) > 1 && !row[part.key]?.length;
          if (unnamed)
            yield {
              key: question.key,
              index,
              part: part.key,
              code: "reference-missing",
              sentence: sentence("reference-missing", { title: place }),
            };
          continue;
        }
        if (part.kind === "items" || part.kind === "choices") continue;
        for (const found of single({ ...part, isItem: true, link }, row[part.key], `${place}، ${part.title}`, day))
          yield { key: question.key, index, part: part.key, ...found };
      }
    }
  }

  /** Yield what the answers of one record, or of one row of a list, say against each other: by the rules of the descriptor. */
  function* against(asked, given, answers, place, day, record = answers) {
    const byKey = Object.fromEntries(asked.map((one) => [one.key, one]));
    const understood = new Map();
    const text = (key) => {
      if (!understood.has(key))
        understood.set(
          key,
          Object.hasOwn(byKey, key) && typeof answers[key] === "string" && answers[key]
            ? read(byKey[key], answers[key])
            : {},
        );
      return understood.get(key);
    };
    const said = (key) => text(key).text ?? "";
    const label = (key) =>
      byKey[key]?.options?.[said(key)] ?? (byKey[key]?.kind === "number" ? persianNumber(said(key)) : said(key));
    const problem = (code, part, more) => ({
      part,
      code,
      sentence: sentence(code, { title: place + byKey[part].title, found: text(part).text, ...more }),
    });
    for (const rule of given) {
      const { kind, fields, when = {} } = rule;
      const code = rule.problem ?? rules.codes[kind];
      const causes = Object.keys(when);
      const holds = causes.every(
        (key) =>
          Object.hasOwn(byKey, key) &&
          (when[key].includes(said(key)) || (said(key) && when[key].includes(rules.anything))),
      );
      if (!holds) continue;
      const own = fields.filter((key) => Object.hasOwn(byKey, key));
      const cause = [...causes].reverse().find(said) ?? causes[0];
      const why = cause ? { found: label(cause), expected: byKey[cause].title } : {};
      if (kind === "required") {
        for (const key of own.filter((one) => !said(one))) yield { ...problem(code, key, why), absent: true };
      } else if (kind === "empty") {
        for (const key of own.filter((one) => answers[one]?.length))
          yield problem(code, key, { expected: label(cause), where: why.expected });
      } else if (kind === "together") {
        for (const [one, other] of [fields, [...fields].reverse()]) {
          if (own.length === 2 && said(one) && !said(other))
            yield problem(code, other, { found: said(one), expected: byKey[one].title });
        }
      } else if (kind === "part") {
        const [part, all] = fields;
        if ([part, all].every((key) => /^[0-9]{1,18}$/.test(said(key))) && Number(said(part)) > Number(said(all))) {
          yield problem(code, part, {
            found: persianNumber(said(part)),
            expected: persianNumber(said(all)),
            where: byKey[all].title,
          });
        }
      } else if (kind === "before") {
        const known = own.filter((key) => said(key));
        const [later] = known;
        const held = rule.other && later ? otherDay(rule, text, record) : {};
        if (isAfter(held, text(later)))
          yield problem(rule.problem ?? rules.codes.other, later, { expected: `${held.title} («${held.text}»)` });
        for (const [index, key] of known.slice(1).entries()) {
          if (isAfter(text(known[index]), text(key)))
            yield problem(code, known[index], {
              expected: rule.problem ? said(key) : `${byKey[key].title} («${said(key)}»)`,
            });
        }
      } else if (kind === "after") {
        const [later, sooner] = fields;
        const isToCome = isAhead(text(sooner).start, day) && !byKey[sooner]?.future;
        if (own.length === 2 && !isToCome && endsBy(text(later), text(sooner)))
          yield problem(code, later, { expected: said(sooner) });
      } else if (kind === "only") {
        for (const key of own.filter((one) => said(one) && !rule.values.includes(said(one)))) {
          if (!byKey[key].options || Object.hasOwn(byKey[key].options, said(key)))
            yield problem(code, key, { found: label(key), expected: label(cause), where: why.expected });
        }
      } else if (kind === "year") {
        for (const key of own.filter((one) => text(one).start && /[0-9]{4}-[0-9]{2}/.test(said(one))))
          yield problem(code, key, { found: "…" });
      } else if (kind === "adult") {
        for (const key of own.filter(
          (one) => isYounger(text(one).start, rules.adult, day) && !isAhead(text(one).start, day),
        ))
          yield problem(code, key, { found: "", expected: persianNumber(rules.adult) });
      } else if (kind === "measure" && own.length === 2) {
        yield* measured(fields, text, byKey, problem);
      }
    }
    for (const { key, owner } of asked) {
      if (owner && said(key) && Object.hasOwn(byKey, owner) && !said(owner))
        yield problem("item-of-nothing", key, { expected: byKey[owner].title });
    }
  }

  /** Return a date of another record, and what it is called: of that which the form holds, or of one that it names. */
  function otherDay({ fields: [path], other }, text, record) {
    const [head] = path.split(".");
    const { options, ...question } = questions.find(({ key }) => key === (other.key ?? head)) ?? {};
    if (other.key) return record[other.key] ? { ...read(question, record[other.key]), title: other.title } : {};
    const day = data.referred?.[path]?.[text(head).text];
    return day ? { ...date("historical", day), title: `${other.title} «${options[text(head).text]}»` } : {};
  }

  /** Yield a value that the unit of what it measures does not allow. */
  function* measured([key, measure], text, byKey, problem) {
    const value = text(key).text ?? "";
    const unit = data.referred?.[`${measure}.unit`]?.[text(measure).text];
    if (!unit || !numbers.number.test(value)) return;
    const title = byKey[measure].options[text(measure).text];
    const number = Number(value);
    const more = { found: persianNumber(value), expected: title };
    if (unit === rules.percent && (number < 0 || number > 100)) yield problem("percent", key, more);
    else if (number < 0) yield problem("negative", key, more);
    else if (unit === rules.percent && number > 0 && number < 1)
      yield { ...problem("percent-small", key, { found: value, expected: hundredfold(value) }), warning: true };
    else if (rules.counted.includes(unit) && !Number.isInteger(number))
      yield problem("not-whole", key, { found: value, expected: title, where: unit });
  }
  const hundredfold = (text) => String(Number((Number(text) * 100).toPrecision(12)));

  /** Return every problem of the answers: its question, its row and part where it has them, code, sentence, severity. */
  function check(values, day = today(rules)) {
    const found = [];
    for (const question of questions) {
      const answer = values[question.key];
      if (question.kind === "items" || question.kind === "choices")
        found.push(...list(question, answer ?? [], values, day));
      else
        for (const problem of single({ ...question, link: linkOf(questions) }, answer, question.title, day))
          found.push({ key: question.key, ...problem });
    }
    for (const { part, ...problem } of against(questions, data.against ?? [], values, "", day))
      found.push({ key: part, ...problem });
    for (const question of questions.filter(({ kind, plain: isPlain }) => kind === "items" && !isPlain)) {
      for (const [index, row] of (values[question.key] ?? []).entries()) {
        const place = `${question.title}، مورد ${persianNumber(index + 1)}، `;
        for (const problem of against(question.parts, question.rules ?? [], row, place, day, values))
          found.push({ key: question.key, index, ...problem });
      }
    }
    const named = questions.find(({ key }) => key === "name");
    const name = (named && values.name) ?? "";
    if (rules.joins_names && name.includes(rules.joins_names)) {
      const said = sentence("name-several", { title: named.title, found: name });
      found.push({ key: "name", code: "name-several", warning: true, sentence: said });
    }
    for (const { title, code, ...place } of told(questions, values))
      found.push({ ...place, code, warning: true, sentence: sentence(code, { title }) });
    return found;
  }

  /** Return what is doubtful about a telephone number that is for the office alone; empty where it is fine. */
  function telephoneDoubt(title, typed) {
    const text = plain(tidy(typed)).replace(/[ -]/g, "");
    if (!text || pattern(rules.telephone).test(text)) return "";
    return sentence("pattern", { title, found: text, expected: rules.telephone_words });
  }

  return {
    check,
    read,
    tidy,
    bare,
    telephoneDoubt,
    freed: (question, text) => freed(facts, text, question.guard === "office"),
    say: (code, parts) => sentence(code, parts),
    fill,
  };
}
