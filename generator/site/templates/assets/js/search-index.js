// What the boxes and the lists ask the index: results to load as they are shown, counts, and what was nearly typed.
import { openIndex } from "./finder.js";
import { fold } from "./fold.js";
import { reason } from "./search-reason.js";

const ROOT = new URL("../../", import.meta.url);
let index = null;
let vocabulary = null;
const MOST_TRIED = 12; // spellings of a whole query

/** Return a text as it is asked for; "" where it holds no letter or digit, and so asks nothing. */
export const asked = (text) => (fold(text ?? "") ? text.trim() : "");

/** Begin to load the index. A failure is not kept: a later key may find the network again, or a site that was published anew. */
export function prepare() {
  index ??= openIndex(ROOT);
  const mine = index;
  mine.catch(() => forget(mine));
  return mine;
}

function forget(one) {
  if (index === one) index = null;
}

/**
 * Ask the index. `filters` maps a facet to the values of which any may hold; `sort` is "name", "added" or "";
 * `counted` asks for the counts of all facets.
 * Returns { total, exact, load(from, to) → documents, counts: facet → value → number, words, parts }: `exact` is false where no
 * page has all that was asked for, and the documents are the nearest, each with its `why`; `parts` are the groups that have
 * some, in their order: { name, label, one, people, total, load }; `also` is what else was sought. Pages of guidance are left out where a person is asked for
 * by name, and where something else is as near. All reject where the index is out of reach.
 */
export async function find(text, { filters = {}, sort = "", counted = false } = {}) {
  const mine = prepare();
  const unbroken = (work) =>
    work.catch((error) => {
      forget(mine);
      throw error;
    });
  const own = await unbroken(mine);
  const search = (chosen) => unbroken(own.search(text, { chosen, sort, counted }));
  let found = await search(filters);
  if (!filters.kind && (!found.exact || (await unbroken(isName(found, own.groups))))) {
    const kind = own.groups.filter(({ aside }) => !aside).map(({ name }) => name);
    const people = await search({ ...filters, kind });
    if (people.total) found = people;
  }
  const places = new Set(found.exact ? [] : ((await unbroken(own.facets())).county ?? []).map(fold));
  const document = async (one) => ({ ...(await one.data()), why: one.near && reason(one, text, places) });
  const listed = (results) => ({
    total: results.length,
    load: (from, to) => unbroken(Promise.all(results.slice(from, to).map(document))),
  });
  const parts = own.groups.map((group) => ({
    ...group,
    ...listed(found.results.filter(({ kind }) => kind === group.name)),
  }));
  return {
    ...listed(found.results),
    exact: found.exact,
    counts: found.counts,
    words: found.words,
    also: found.also,
    parts: parts.filter(({ total }) => total),
  };
}

/** Return what to offer where nothing is asked: [{ label, links: [[words, address]] }]. */
export const starts = async () =>
  (await prepare()).starts.map(({ label, links }) => ({
    label,
    links: links.map(([words, url]) => [words, new URL(url, ROOT).href]),
  }));

/** Whether the best of the people that were found is called by all the words that were asked for. */
async function isName({ exact, results, asked }, groups) {
  const people = new Set(groups.filter((group) => group.people).map(({ name }) => name));
  const best = exact && asked.length && results.find(({ kind }) => people.has(kind));
  if (!best) return false;
  const words = fold((await best.data()).title).split(" ");
  return asked.some((wanted) => wanted.every((word) => words.includes(word)));
}

/** Return the words to offer as they are written, each with its folded form; a failure is not kept. */
function words() {
  vocabulary ??= fetch(new URL("search/words.json", ROOT))
    .then((reply) => (reply.ok ? reply.json() : Promise.reject(reply.status)))
    .then((known) => known.map((word) => [word, fold(word)]));
  vocabulary.catch(() => (vocabulary = null));
  return vocabulary;
}

/** Return up to three queries that are spelt nearly like this one and find something; none where they are out of reach. */
export async function suggestions(text, options = {}) {
  try {
    return await nearly(text, options);
  } catch {
    return [];
  }
}

async function nearly(text, options) {
  const known = await words();
  const typed = text.trim().split(/\s+/);
  // Words that some page has stay; the others are respelt together, the least changed first.
  let found = [{ spelt: [], away: 0 }];
  for (const word of typed) {
    const choices = respelt(word, known);
    found = found
      .flatMap(({ spelt, away }) => choices.map(([other, more]) => ({ spelt: [...spelt, other], away: away + more })))
      .sort((one, other) => one.away - other.away)
      .slice(0, MOST_TRIED);
  }
  const kept = [];
  for (const { spelt, away } of found) {
    if (kept.length === 3) break;
    if (!away) continue;
    const query = spelt.join(" ");
    const answer = await find(query, options);
    if (answer.exact && answer.total) kept.push(query);
  }
  return kept;
}

/** Return up to four spellings of a word that pages have, with how far each is from it; the word alone where pages have it, or none is near. */
function respelt(word, known) {
  const folded = fold(word);
  if (folded.length < 3 || known.some(([, other]) => other === folded)) return [[word, 0]];
  const most = folded.length < 6 ? 1 : 2;
  const near = known
    .map(([spelt, other]) => [spelt, distance(folded, other, most)])
    .filter(([, away]) => away <= most)
    .sort((one, other) => one[1] - other[1])
    .slice(0, 4);
  return near.length ? near : [[word, 0]];
}

/** Return how many letters differ, are missing, too many or turned round; `most + 1` where they are more. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length] > most ? most + 1 : row[other.length];
}

/** Return a text as nodes, those of its words marked that are one of those sought, or begin with it; the text itself stays. */
export function marked(text, sought) {
  const parts = text.split(/(\s+)/);
  const folded = parts.map((part) => fold(part).split(" "));
  const is = (word) => sought.some((one) => (one.whole ? word === one.word : word.startsWith(one.word)));
  const hits = folded.map((own) => own.some(is) || is(own.join("")));
  // «نرمافزار» finds «نرم افزار» too: two neighbours that are one word of the query.
  for (let place = 0; place + 2 < parts.length; place += 2) {
    const [first, pair] = [folded[place].join(""), [...folded[place], ...folded[place + 2]].join("")];
    if (first && sought.some(({ word }) => word.length > first.length && pair.startsWith(word)))
      hits[place] = hits[place + 2] = true;
  }
  const nodes = document.createDocumentFragment();
  for (const [place, part] of parts.entries()) {
    nodes.append(
      hits[place] && part.trim() ? Object.assign(document.createElement("mark"), { textContent: part }) : part,
    );
  }
  return nodes;
}
