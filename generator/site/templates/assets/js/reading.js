// What a text that somebody typed may mean: its readings, the terms of each, and the forms in which a term may stand.
import { alternatives } from "./fold.js";

// What people put before a name, or beside what they seek, in a bank of women and their counties: it counts, but a page need
// not have it. Here and below words are folded, as the index holds them.
const SOFT = new Set("زن بانو خانم خانوم دکتر مهندس استاد سرکار حاجیه شهرستان شهر استان".split(" "));
// Plurals that no ending makes; what means the same is the site's to say.
const PLURALS = [
  "استاد اساتید",
  "طبیب اطبا",
  "شاعر شعرا",
  "ادیب ادبا",
  "عالم علما",
  "عارف عرفا",
  "فاضل فضلا",
  "کارمند کارکنان",
  "رییس روسا",
  "وزیر وزرا",
  "قاضی قضات",
  "وکیل وکلا",
  "مدرسه مدارس",
  "مرکز مراکز",
  "کتاب کتب",
  "اثر اثار",
  "شغل مشاغل",
  "صنعت صنایع",
  "موسسه موسسات",
  "شرکت شرکا",
  "حرفه حرف",
  "منطقه مناطق",
  "عشیره عشایر",
  "فقیه فقها",
  "مبارز مبارزین",
].map((group) => group.split(" "));
// Endings of plurals and of «وکلای», and what stands in their place in one of them; what is left is a word of its own.
const ENDINGS = [
  ["ای", "ا"],
  ["گان", "ه"],
  ["یان", ""],
  ["یان", "ی"],
  ["ان", ""],
  ["ین", ""],
  ["ات", ""],
  ["جات", ""],
];
const SHORTEST = 2;
// How much a word counts that stands for the one that was typed: its other number, and what means the same, which comes
// after all that goes on from the word itself.
const PART = 0.5;
const MEANING = 0.05;

function singulars(word) {
  return ENDINGS.filter(([ending]) => word.endsWith(ending))
    .map(([ending, instead]) => word.slice(0, -ending.length) + instead)
    .filter((left) => left.length > SHORTEST);
}

/** Return the words of groups by each of them. */
export function likeness(groups) {
  const alike = new Map();
  for (const group of groups) for (const word of group) alike.set(word, [...(alike.get(word) ?? []), ...group]);
  return alike;
}

const PLURALS_BY_WORD = likeness(PLURALS);

/** Return words with what they are the plurals of, or have as theirs. */
const numbers = (words) =>
  words.flatMap((word) => [word, ...singulars(word)]).flatMap((one) => [one, ...(PLURALS_BY_WORD.get(one) ?? [])]);

/** Return the forms of a word: itself, at the beginning of any; and others that must be there whole. */
function forms(word, alike) {
  const own = new Set(numbers([word]));
  const others = new Set(numbers([...own].flatMap((one) => alike.get(one) ?? [])));
  const whole = (words, part) => words.map((other) => ({ word: other, whole: true, part }));
  return [
    { word, whole: false, part: 1 },
    ...whole([...own].slice(1), PART),
    ...whole(
      [...others].filter((other) => !own.has(other)),
      MEANING,
    ),
  ];
}

/** Return terms with those `soft` whose words are. */
const softened = (terms, words) => terms.map((one) => ({ ...one, soft: words.has(one.word) }));

/**
 * Return the readings of a text: as typed, and with each two neighbours in one («علی رضایی» is «علیرضایی» too). A reading is
 * a list of terms `{ word, soft, forms: [{ word, whole, part }] }`: a page has a term where one of its forms begins a word
 * of it (`whole`: is one); it need not have a `soft` one. Empty for a text without words.
 * `alike` is what `likeness` returns, and `everywhere` holds words that are true of every page, said there or not.
 */
export function readings(text, alike = likeness([]), everywhere = []) {
  return alternatives(text).map((query) => {
    const terms = query.split(" ").map((word) => ({ word, forms: forms(word, alike) }));
    // Where nothing else was asked, it is what was sought.
    return [[...SOFT, ...everywhere], SOFT, []]
      .map((words) => softened(terms, new Set(words)))
      .find((some) => some.some(({ soft }) => !soft));
  });
}
