// What a text that somebody typed may mean: its readings, the terms of each, and the forms in which a term may stand.
import { alternatives } from "./fold.js";

// What people put before a name, or beside what they seek, in a bank of women and their counties: it counts, but a page need
// not have it. Here and below words are folded, as the index holds them.
const SOFT = new Set("زن بانو خانم خانوم دکتر مهندس استاد سرکار حاجیه شهرستان شهر استان".split(" "));
// Words of one meaning, and plurals that no ending makes: each is sought for the others too.
const ALIKE = [
  "معلم اموزگار دبیر مدرس",
  "استاد اساتید مدرس",
  "پزشک دکتر طبیب اطبا",
  "شاعر شعرا سراینده",
  "نویسنده مولف",
  "ادیب ادبا",
  "عالم علما",
  "عارف عرفا",
  "فاضل فضلا",
  "خبرنگار روزنامهنگار",
  "هنرپیشه بازیگر",
  "خیاط دوزنده",
  "قالی فرش",
  "وام تسهیلات",
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
  "جلسه نشست",
  "ورزشکار قهرمان",
].map((group) => group.split(" "));
const ALIKE_BY_WORD = new Map();
for (const group of ALIKE)
  for (const word of group) ALIKE_BY_WORD.set(word, [...(ALIKE_BY_WORD.get(word) ?? []), ...group]);
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
const PART = 0.5; // how much a word counts that stands for the one that was typed

function singulars(word) {
  return ENDINGS.filter(([ending]) => word.endsWith(ending))
    .map(([ending, instead]) => word.slice(0, -ending.length) + instead)
    .filter((left) => left.length > SHORTEST);
}

/** Return the forms of a word: itself, at the beginning of any; and others that must be there whole. */
function forms(word) {
  const others = new Set([word, ...singulars(word)].flatMap((one) => [one, ...(ALIKE_BY_WORD.get(one) ?? [])]));
  others.delete(word);
  return [{ word, whole: false, part: 1 }, ...[...others].map((other) => ({ word: other, whole: true, part: PART }))];
}

function term(word) {
  return { word, soft: SOFT.has(word), forms: forms(word), shown: [word, ...(ALIKE_BY_WORD.get(word) ?? [])] };
}

/**
 * Return the readings of a text: as typed, and with each two neighbours in one («علی رضایی» is «علیرضایی» too). A reading is
 * a list of terms `{ word, soft, forms: [{ word, whole, part }], shown }`: a page has a term where one of its forms begins a word
 * of it (`whole`: is one); it need not have a `soft` one. Empty for a text without words.
 */
export function readings(text) {
  return alternatives(text).map((query) => {
    const terms = query.split(" ").map(term);
    // Where nothing else was asked, it is what was sought.
    return terms.every(({ soft }) => soft) ? terms.map((one) => ({ ...one, soft: false })) : terms;
  });
}
