// What a query asks for: the same as `fold` in generator/persian/folding.py, held to it by tests/persian/fold_vectors.json.
const ZWNJ = "\u200c";
const HAMZA = "\u0654";
const JUNK =
  /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+/gu;
const LETTERS = {};
for (const [letters, plain] of [
  ["يىېۍےۓ", "ی"],
  ["كڪګ", "ک"],
  ["ةہھەۃ", "ه"],
  ["ٱ", "ا"],
  ["đð", "d"],
  ["ø", "o"],
  ["ł", "l"],
  ["ı", "i"],
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["þ", "th"],
])
  for (const letter of letters) LETTERS[letter] = plain;
const FOREIGN = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
const PERSIAN = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3";
// As in generator/persian/kashida.py: a dash between digits or beside a space, nothing inside a word.
const SCRIPT =
  "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc";
const WIDE = "0-9۰-۹٠-٩A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\\s\u0085";
const BEFORE = `${WIDE}ءآأؤإاةٱدذرزژوۀەۃڈڑۆۇۈۉۋ!-/:-@\\[-\`{-~«»،؛؟…\u2010-\u2015\u2212`;
const KASHIDA = [
  [/ـ+/g, "ـ"],
  [new RegExp(`(?<![${SCRIPT}\u064b-\u065f\u0670${ZWNJ}])([${SCRIPT}])ـ`, "gu"), "$1"],
  [new RegExp(`(?<![^${BEFORE}])ـ|ـ(?=[${WIDE}(\`<])`, "gu"), "-"],
  [/ـ/g, ""],
];
const plainKashida = (text) =>
  KASHIDA.reduce((plain, [pattern, into]) => plain.replace(pattern, into), text.normalize("NFC"));
const STEPS = [
  [JUNK, ""],
  (text) => (text.includes("ـ") ? plainKashida(text) : text),
  [/¬/g, ZWNJ],
  [/´/g, "'"],
  [/\u200c+(?=[\u064b-\u065f\u0670\u200d'’‘ʼʿʾ`])|(?<=[\u200d'’‘ʼʿʾ`])\u200c+|\u200d/g, ""],
  (text) => text.normalize("NFKD"),
  [/[^\P{M}\u0654]/gu, ""],
  [/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 15)],
  [/(?<=[0-9])٬(?=[0-9])/g, ""],
  (text) => text.toLowerCase(),
  [FOREIGN, (letter) => LETTERS[letter]],
  [new RegExp(`(?<=[${PERSIAN}])ء(?=[${PERSIAN}])`, "g"), `ی${HAMZA}`],
  [/(?<!ا)ی\u0654(?=ت|له)/g, "ا"],
  [/ی\u0654(?=و)/g, "و"],
  [/[\u0654ء'’‘ʼʿʾ`ـ]/g, ""],
];
const WORD = /[\p{L}\p{N}]+(?:\u200c+[\p{L}\p{N}]+)*/gu;
const split = (text) => new Set(text.split(" "));
const ENDINGS = split(
  "ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست ی تر تری ترین ترینی ترینها ترینهای ترینهایی",
);
const ENDINGS_JOINED = new Set([...ENDINGS, ...split("ام ات اش ای اند ایم اید اس است مان تان شان")]);
const PLURAL = /(?<=..)ها(?:یی|ی(?:م|ت|ش|مان|تان|شان)?)?$/u;
const NO_PLURAL = /^(?:تن|طا|فق|سف|اشت|منت|انت|الت)ها/;
const PERSONS =
  "زن|مرد|دختر|پسر|مادر|پدر|خواهر|برادر|بانو|کودک|جوان|نوجوان|معلم|مدیر|استاد|بیمار|کارشناس|بزرگ|مربی|متخصص|مخترع" +
  "|داور|پزشک|پرستار|خبرنگار|روستایی|یاور|مبتکر|مسوول|مشاور|فرماندار|دهیار|بخشدار|شهردار";
const AGENTS = "گر|مند|کار|اموز|ورز|ساز|باف|دوز|پرور|پرداز|نشین|پرست|افرین|نویس|شناس|پژوه|فروش|نواز";
const PERSONS_PLURAL = new RegExp(
  `^(?:(?:${PERSONS}|[${PERSIAN}]{2,}(?:${AGENTS}))(?=ان$)|(?:دانش|مدد|کار|رزم)جو(?=یان$))(?<!^نگر)(?<!^دیگر)`,
);
const PARTICIPLES = new RegExp(`([${PERSIAN}]{2,}ند|^نخب)گان$`);

function tokens(text) {
  let plain = String(text);
  for (const step of STEPS) plain = typeof step === "function" ? step(plain) : plain.replace(step[0], step[1]);
  return plain.match(WORD) ?? [];
}

function stem(whole) {
  for (let word = whole; ; ) {
    let shorter = word;
    if (PLURAL.test(word) && !NO_PLURAL.test(word)) shorter = word.replace(PLURAL, "");
    else if (word.endsWith("ان")) shorter = PERSONS_PLURAL.exec(word)?.[0] ?? word.replace(PARTICIPLES, "$1ه");
    if (shorter === word) return word;
    word = shorter;
  }
}

const parts = (token) => token.split(ZWNJ).filter(Boolean);
const words = (token) =>
  parts(token)
    .filter((part, place) => place === 0 || !ENDINGS_JOINED.has(part))
    .map(stem);
const saysSomething = (word) => !ENDINGS.has(word) && ([...word].length > 1 || /^\p{Nd}$/u.test(word));
const meaning = (found) => found.filter((word, place) => place === 0 || saysSomething(word));

/** Whether a folded word is one letter alone. */
export const isLetter = (word) => /^\p{L}$/u.test(word);

/** Return the folded words of a text with single spaces between them; "" where there is no letter or digit. */
export function fold(text) {
  return meaning(tokens(text).flatMap(words)).join(" ");
}

/**
 * Return the queries that a text may mean: the words as typed, then with each two neighbours in one («نرم افزار» where the
 * data has «نرمافزار»). A letter that stands before other words is left out: it begins some
 * word of nearly every record. Empty for a text without words.
 */
export function alternatives(text) {
  const asked = fold(text).split(" ");
  if (asked[0] === "") return [];
  const joined = asked
    .slice(1)
    .map((word, place) => [...asked.slice(0, place), asked[place] + word, ...asked.slice(place + 2)]);
  const told = (words) => (words.length > 1 && isLetter(words[0]) ? words.slice(1) : words).join(" ");
  return [...new Set([asked, ...joined].map(told))];
}
