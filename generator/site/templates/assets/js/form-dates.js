// Dates as people write them, of three calendars, read by the grammar of `generator/persian`.
import { fill, persianDigits, plainer, whole } from "./form-text.js";

class DateFault extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}
const fail = (code) => {
  throw new DateFault(code);
};
const NUMBER = /^[0-9]+$/;

/** Return `read(calendar, text)`: `{text, words, start}` of a date, or `{text, code, expected}` where it is none. */
export function dateReader(rules) {
  const grammar = rules.dates;
  const own = grammar.words;
  const plainLetters = plainer(rules);
  const full = Object.fromEntries(
    Object.entries(own)
      .filter(([, value]) => typeof value === "string")
      .map(([name, text]) => [name, whole(rules, text)]),
  );
  const at = (name, flags = "u") => new RegExp(own[name], flags);
  const lead = (name) => new RegExp(`^(?:${own[name]})`, "u");
  const eras = own.eras.map(([era, text]) => [era, whole(rules, text)]);
  const TEXT = whole(rules, grammar.historical);
  const PARTS = whole(rules, grammar.point);
  const JALALI = whole(rules, grammar.jalali);
  const leap = new Set(grammar.leap);
  const gregorianYear = new RegExp(`^(?:${rules.gregorian_year})`);

  const monthDays = (year, month) => (month <= 6 ? 31 : month <= 11 || leap.has(year) ? 30 : 29);
  const gregorianDays = (year, month) =>
    month === 2
      ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        ? 29
        : 28
      : [4, 6, 9, 11].includes(month)
        ? 30
        : 31;

  function point(parts) {
    const { era, year, before, month, day, unknown } = parts;
    if (before && era !== "CE") fail("format");
    const [least, limit] = grammar.years[era];
    const most = before ? grammar.most_before : limit;
    if (year < (unknown < 2 ? least : least - 1) || year > most || (unknown && year === most)) fail("range");
    if (unknown === 1 && year < (before ? 10 : 100)) fail("range");
    if (month == null) return parts;
    if (month < 1 || month > 12) fail("month");
    if (day == null) return parts;
    const longest =
      era === "AH" ? 30 : era === "CE" ? gregorianDays(before ? 1 - year : year, month) : monthDays(year, month);
    if (day >= 1 && day <= longest) return parts;
    const isLeapDay = era === "CE" ? month === 2 && day === 29 : era === "" && month === 12 && day === 30;
    return fail(isLeapDay ? "leap" : "day");
  }

  const span = (one) => 10 ** one.unknown - 1;
  const first = (one) => [
    one.before ? 1 - (one.year + span(one)) : Math.max(one.year, 1),
    one.month ?? 1,
    one.day ?? 1,
  ];
  const last = (one) => [one.before ? 1 - Math.max(one.year, 1) : one.year + span(one), one.month ?? 12, one.day ?? 31];
  const after = (one, other) => {
    const place = one.findIndex((value, index) => value !== other[index]);
    return place >= 0 && one[place] > other[place];
  };

  function date(start, end, interval) {
    if (!start || !end) {
      if (!interval || (!start && !end)) fail("format");
    } else {
      if (start.era !== end.era) fail("format");
      if (interval && after(first(start), last(end))) fail("range");
    }
    return { start, end, interval };
  }

  function canonicalPoint(text, era) {
    const [, sign, digits, unknown, month, day, qualifier] = PARTS.exec(text);
    const year = Number(digits) * 10 ** unknown.length;
    return point({
      era,
      year,
      before: Boolean(sign),
      month: month && Number(month),
      day: day && Number(day),
      unknown: unknown.length,
      qualifier,
    });
  }

  function historical(text) {
    const match = TEXT.exec(text);
    if (!match) fail("format");
    const [, single, from, to, era = ""] = match;
    if (single) {
      const one = canonicalPoint(single, era);
      return date(one, one, false);
    }
    return date(...[from, to].map((end) => (end === ".." ? null : canonicalPoint(end, era))), true);
  }

  function jalali(text) {
    const match = JALALI.exec(text);
    if (!match) fail("format");
    const year = Number(match[1]);
    if (year < grammar.living[0] || year > grammar.living[1]) fail("range");
    point({
      era: "",
      year,
      before: false,
      month: match[2] && Number(match[2]),
      day: match[3] && Number(match[3]),
      unknown: 0,
      qualifier: "",
    });
  }

  const two = (number) => String(number).padStart(2, "0");
  function pointText(one) {
    const digits = String(one.year).padStart(4, "0");
    const days = [one.month, one.day]
      .filter((part) => part != null)
      .map((part) => `-${two(part)}`)
      .join("");
    return (one.before ? "-" : "") + digits.slice(0, 4 - one.unknown) + "X".repeat(one.unknown) + days + one.qualifier;
  }
  function dateText({ start, end, interval }) {
    const text = (start ? pointText(start) : "..") + (interval ? `/${end ? pointText(end) : ".."}` : "");
    const { era } = start ?? end;
    return era ? `${text} ${era}` : text;
  }

  function pointWords(one) {
    const year = persianDigits(one.year);
    let said = year;
    if (one.unknown === 2) said = `${grammar.century_word} ${persianDigits(Math.floor(one.year / 100) + 1)}`;
    else if (one.unknown === 1) said = `${grammar.decade_word} ${year}`;
    else if (one.month)
      said = `${one.day ? `${persianDigits(one.day)} ` : ""}${grammar.months_of[one.era][one.month - 1]} ${year}`;
    return grammar.qualifiers[one.qualifier] + said;
  }
  const eraWords = (one) =>
    grammar.eras_in_words[one.before ? "before" : one.era || (one.unknown === 2 ? "century" : "")] ?? "";
  const joined = (said, era) => (era ? `${said} ${era}` : said);
  function dateWords({ start, end, interval }) {
    if (!interval || !start || !end) {
      const one = start ?? end;
      return (!interval ? "" : start ? "از " : "تا ") + joined(pointWords(one), eraWords(one));
    }
    const [from, to] = [eraWords(start), eraWords(end)];
    return `${joined(pointWords(start), from === to ? "" : from)} تا ${joined(pointWords(end), to)}`;
  }

  // ---- what people write ----
  function plain(text) {
    const found = plainLetters(text).replace(/\s/g, " ").replace(at("marks", "gu"), "").replace(at("dots", "gu"), " ");
    return found
      .replace(at("slash", "gu"), "/")
      .replace(at("dashes", "gu"), "-")
      .replace(/[ \u200c]+/g, " ")
      .trim();
  }

  function ends(text) {
    let match = full.since.exec(text);
    if (match) return [match[1] || match[2], null, true];
    match = full.until.exec(text);
    if (match) return [null, match[1], true];
    match = full.range.exec(text) ?? full.dashed.exec(text);
    return match ? [match[1], match[2], true] : [text, null, false];
  }

  function qualified(part) {
    const [about, doubtful, question] = [
      lead("about").exec(part),
      lead("doubtful").exec(part),
      at("question").exec(part),
    ];
    if (about) return [part.slice(about[0].length), "~"];
    if (doubtful) return [part.slice(doubtful[0].length), "?"];
    return question ? [part.slice(0, question.index), "?"] : [part, ""];
  }

  function ordinal(said) {
    const match = full.ordinal_digits.exec(said);
    return (match ? Number(match[1]) : own.ordinals[said]) || fail("format");
  }

  function dayAndMonth(said) {
    if (Object.hasOwn(own.months, said)) return [null, own.months[said]];
    const parts = said.split(" ");
    for (let cut = 1; cut < parts.length; cut += 1) {
      const month = parts.slice(cut).join(" ");
      if (Object.hasOwn(own.months, month)) return [ordinal(parts.slice(0, cut).join(" ")), own.months[month]];
    }
    return fail("format");
  }

  function readPart(text) {
    let [part, qualifier] = qualified(text);
    let era = null;
    for (const [sign, pattern] of eras) {
      const match = pattern.exec(part);
      if (match) {
        [era, part] = [sign, match[1]];
        break;
      }
    }
    part = part.replace(lead("year_word"), "");
    const base = { era, unknown: 0, qualifier, month: null, day: null, monthEra: null };
    let match = full.decade.exec(part);
    if (match) return { ...base, year: String(own.tens[match[1]] ?? match[1]), unknown: 1 };
    match = full.century.exec(part);
    if (match) return { ...base, year: String(ordinal(match[1])), unknown: 2 };
    match = full.numeric.exec(part);
    if (match)
      return {
        ...base,
        year: match[1],
        month: match[3] ? Number(match[3]) : null,
        day: match[4] ? Number(match[4]) : null,
      };
    match = full.named.exec(part);
    if (!match) fail("format");
    const [day, [monthEra, month]] = dayAndMonth(match[1]);
    if (era === "H") era = monthEra;
    if (era !== null && monthEra !== (era === "BC" ? "CE" : era)) fail("format");
    return { ...base, era, year: match[2], month, day, monthEra };
  }

  function eraOf(part, other) {
    if (part.era !== null) return part.era;
    const given = other ? other.era : null;
    if (part.monthEra === null) return given !== null || !other ? given : other.monthEra;
    return given === "BC" && part.monthEra === "CE" ? given : part.monthEra;
  }

  function decade(year, era) {
    if (year % 10 || (year < 20 && era === "CE")) fail("format");
    if (year >= 10 && year < 100) {
      if (era === null || era === "") return 1300 + year;
      if (era === "CE") return 1900 + year;
    }
    return year;
  }

  function wordsPoint(part, given) {
    if (!NUMBER.test(part.year) || part.year.length > 4) fail("format");
    let [year, era] = [Number(part.year), given];
    if (part.unknown === 2) {
      if (era === "H") era = year <= own.hijri_century_end ? "AH" : fail("format");
      year = (year - 1) * 100;
    } else {
      if (era === "H") era = year >= own.hijri_year_end ? fail("format") : "AH";
      if (part.unknown === 1) year = decade(year, era);
      else if ((era === null || era === "") && part.year.length !== 4) fail("format");
    }
    const before = era === "BC";
    return point({
      era: before ? "CE" : (era ?? ""),
      year,
      before,
      month: part.month,
      day: part.day,
      unknown: part.unknown,
      qualifier: part.qualifier,
    });
  }

  function fromWords(text) {
    try {
      return dateText(historical(plainLetters(text).trim()));
    } catch (error) {
      if (error.code !== "format") throw error;
    }
    const [from, to, interval] = ends(plain(text));
    const [start, end] = [from, to].map((part) => (part ? readPart(part) : null));
    const points = [
      [start, end],
      [end, start],
    ].map(([part, other]) => part && wordsPoint(part, eraOf(part, other)));
    return dateText(date(points[0], interval ? points[1] : points[0], interval));
  }

  const attempt = (make) => {
    try {
      return [make(), null];
    } catch (error) {
      if (!(error instanceof DateFault)) throw error;
      return [null, error.code];
    }
  };

  function why(code, text, calendar) {
    const match = /^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})$/.exec(text);
    if ((code === "day" || code === "leap") && match) {
      const [year, month] = [Number(match[1]), Number(match[3])];
      const parts = {
        month: rules.months[month - 1],
        year: persianDigits(match[1]),
        days: persianDigits(monthDays(year, month)),
      };
      return fill(month === 12 ? rules.last_month_length : rules.month_length, parts);
    }
    if (code !== "range") return rules.date_faults[code];
    const year = gregorianYear.exec(text)?.[0];
    if (year && calendar === "jalali") return rules.date_faults.gregorian;
    if (text.includes("/")) return rules.date_faults.interval;
    return rules.date_faults[year === text ? "common-era" : code];
  }

  /** Return what is missing of a day and a month without a year, and whether the month has that day. */
  function withoutYear(text) {
    const match = /^([0-9]{1,2}) ([ء-ی]+)(?: ماه)?$/.exec(text.replaceAll("\u200c", " ").replace(/ +/g, " "));
    const month = match ? rules.months.indexOf(match[2]) + 1 : 0;
    if (!month) return "";
    const longest = month <= 6 ? 31 : 30;
    const late =
      Number(match[1]) > longest ? fill(rules.date_late, { month: match[2], days: persianDigits(longest) }) : "";
    return fill(rules.date_no_year, { late });
  }

  return (calendar, typed) => {
    const text = attempt(() => fromWords(typed))[0] ?? plainLetters(typed).trim();
    const [found, fault] = attempt(() => {
      const read = historical(text);
      if (calendar === "jalali") jalali(text);
      return read;
    });
    if (found) {
      const { start, end } = found;
      return {
        text,
        words: dateWords(found),
        start: start && { era: start.era, first: first(start) },
        end: end && { era: end.era, last: last(end) },
      };
    }
    const said = attempt(() => fromWords(text))[1];
    const code = said && said !== "format" ? said : fault;
    if (code === "format")
      return {
        text,
        code: "date-format",
        expected: withoutYear(text) || rules.date_forms[calendar],
        free: !withoutYear(text),
      };
    return { text, code: "date-missing", expected: why(code, text, calendar) };
  };
}

/** Return a day in the calendars in which dates are compared: its year, month and day in each, and in words. */
export function today(rules, day = new Date()) {
  const parts = new Intl.DateTimeFormat("en-US-u-ca-persian-nu-latn", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
  }).formatToParts(day);
  const jalali = ["year", "month", "day"].map((name) =>
    Number.parseInt(parts.find((part) => part.type === name).value, 10),
  );
  const words = `${persianDigits(jalali[2])} ${rules.months[jalali[1] - 1]} ${persianDigits(jalali[0])}`;
  return { "": jalali, CE: [day.getFullYear(), day.getMonth() + 1, day.getDate()], words };
}

/** Whether a date starts after the day; of the lunar calendar nobody can say to the day. */
export function isAhead(start, day) {
  return Boolean(start && day[start.era]) && isLater(start.first, day[start.era]);
}

/** Whether somebody born then is not yet of that age; of a year alone its first day counts. */
export function isYounger(start, age, day) {
  if (!start || !day[start.era]) return false;
  const [year, ...rest] = day[start.era];
  return isLater(start.first, [year - age, ...rest]);
}

function isLater(one, other) {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place >= 0 && one[place] > other[place];
}

/** Whether a date is over no later than another; of two calendars nothing is said. */
export function endsBy(one, other) {
  return Boolean(one?.end && other?.end && one.end.era === other.end.era) && !isLater(one.end.last, other.end.last);
}

/** Whether all of a date comes after all of another; of two calendars nothing is said. */
export function isAfter(one, other) {
  return (
    Boolean(one?.start && other?.end && one.start.era === other.end.era) && isLater(one.start.first, other.end.last)
  );
}
