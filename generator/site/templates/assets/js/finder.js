// Find records in the index of the site: shards hold the words, lists the beginnings that thousands share, and the table of
// facets filters, counts and sorts what was found. generator/site/search/shards.py writes all of it.
import { fold, isLetter } from "./fold.js";
import { likeness, readings } from "./reading.js";

const MOST_NEAR = 10; // how many to show where nothing has all that was asked for
const DIGIT = new Map(
  [...Array(92).keys()]
    .map((step) => String.fromCharCode(35 + step))
    .filter((sign) => sign !== "\\")
    .map((sign, place) => [sign, place]),
);

/** Return a column of the table as the set of each page: lists of places in `values`. */
function column({ values, sets, width, pages }) {
  const of = new Array(pages.length / width);
  for (let page = 0; page < of.length; page++) {
    let number = 0;
    for (let place = 0; place < width; place++) number = number * DIGIT.size + DIGIT.get(pages[page * width + place]);
    of[page] = sets[number];
  }
  return { values, of };
}

/** Give each page of groups [value, ...steps from page to page] its value times `factor`, where that is more than it has. */
function raise(scores, groups, factor) {
  for (const [value, ...steps] of groups) {
    let page = 0;
    for (const step of steps) {
      page += step;
      if (value * factor > (scores.get(page) ?? 0)) scores.set(page, value * factor);
    }
  }
}

async function fetched(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
  return answer;
}

/** Return the other words of a group that has one of those asked for, as they are written. */
const others = (group, asked) =>
  asked.some((word) => group.has(word))
    ? [...group].flatMap(([word, written]) => (asked.includes(word) ? [] : written))
    : [];

const unpacked = async (answer) => new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).json();

/** Return what makes a promise once for each key, and again where it failed. */
function keeping(make) {
  const kept = new Map();
  return (key) => {
    if (!kept.has(key)) {
      const made = make(key);
      kept.set(key, made);
      made.catch(() => kept.delete(key));
    }
    return kept.get(key);
  };
}

/**
 * Open the index of a site. `root` is the way from the page to the site's root (`../../`).
 *
 * Returns `{ facets(), groups, starts, search }`: what resolves to the values of each facet in order, the groups in which results come, what to
 * offer where nothing is asked, and
 * `search(text, { chosen = {}, sort = "", counted = false })`, which resolves to `{ words, asked, exact, total, results, counts }`:
 *   - without a text all records are found, by one letter those that stand under it in the alphabet;
 *   - `exact` tells whether each word that was asked for begins a word of every result (in one reading of the text); where
 *     no page of what is chosen has them all, the results are the few that have most;
 *   - `words` are the folded words to mark in what is shown, at the beginning of a word or `{ whole: true }`; `asked` those that
 *     a page must have, for each reading; `also` what was sought for them besides, as the site writes it;
 *   - `chosen` holds values by facet: any of a facet, all facets together;
 *   - `sort` is "name", "added" (the newest first) or "": the best first, or by name where there is no text;
 *   - a result is `{ number, kind, county, near, data() }`: its group, its place, of one that only comes near
 *     `{ has: [{ word, as }], lacks: [word] }` (`as` is what it has instead), and what resolves to
 *     `{ url, title, kind, over, text }`;
 *   - `counts[facet][value]` says how many there were if this value were chosen, the other facets as they are: of
 *     all facets where they are wanted `counted`.
 * All reject where a file is missing or the site has been published anew. What failed may stay broken: open it again.
 */
export async function openIndex(root) {
  const base = new URL(root, document.baseURI);
  const folder = new URL("search/index/", base);
  // Always the newest: it names the folders of all else.
  const table = await (await fetched(new URL("table.json", folder), { cache: "no-cache" })).json();
  const columns = { kind: column(table.kinds) };
  const letters = column(table.letters);
  // A word of a site's that folds into two stands in texts as one, too.
  const kin = table.alike.map((group) => new Map(group.map((word) => [fold(word).replaceAll(" ", ""), word])));
  const alike = likeness(kin.map((group) => [...group.keys()]));
  const everywhere = table.everywhere.map(fold).flatMap((name) => name.split(" "));
  const listed = new Map(table.listed.map((beginning, place) => [beginning, place]));

  const packed = (name) => keeping((number) => fetched(new URL(`${name}/${number}.pack`, folder)).then(unpacked));
  const [shard, list, results] = [table.words, table.lists, table.results].map(packed);
  const result = async (number) => (await results(Math.floor(number / table.together)))[number % table.together];
  const apart = keeping((name) => fetched(new URL(name, folder)).then((answer) => answer.json()));

  /** Load the facets beside the groups, which only those need who narrow by them or ask what comes near. */
  async function narrowing() {
    for (const [name, packed] of Object.entries(await apart(table.facets))) columns[name] ??= column(packed);
  }

  /** Return the words that may begin with a word, as rows [word, ...groups of pages by weight]. */
  async function rows(word) {
    let [from, to] = [0, table.begins.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (table.begins[middle] <= word) from = middle + 1;
      else to = middle;
    }
    return from ? shard(from - 1) : [];
  }

  /** Return how well each page has a word, or only the beginning of one of its words. */
  async function matched({ word, whole, part }) {
    const scores = new Map();
    if (listed.has(word)) raise(scores, await list(listed.get(word)), part);
    else
      for (const [other, ...groups] of await rows(word)) {
        if (whole ? other !== word : !other.startsWith(word)) continue;
        raise(scores, groups, part * (table.bonus[other.length - word.length] ?? table.bonus.at(-1)));
      }
    return scores;
  }

  /** Return the score of each page that has a term in any of its forms (the rarer the term, the more it counts), and what it has instead. */
  async function sought({ forms }) {
    const [best, ...others] = await Promise.all(forms.map(matched));
    const instead = new Map();
    for (const [place, scores] of others.entries())
      for (const [page, score] of scores) {
        if (!best.has(page)) instead.set(page, forms[place + 1].word);
        best.set(page, Math.max(score, best.get(page) ?? 0));
      }
    const rarity = Math.log((table.count - best.size + 0.5) / (best.size + 0.5) + 1);
    for (const [page, score] of best) best.set(page, score * rarity);
    return { scores: best, instead };
  }

  /** Return for each page that has a term of a reading those it has of what counts, and its score. */
  async function answer(terms) {
    const found = await Promise.all(terms.map(sought));
    const pages = new Map();
    for (const [place, { scores, instead }] of found.entries())
      for (const [page, score] of scores) {
        const one = pages.get(page) ?? { has: [], score: 0 };
        if (!terms[place].soft) one.has.push({ word: terms[place].word, as: instead.get(page) });
        one.score += score;
        pages.set(page, one);
      }
    return pages;
  }

  /** Return the pages of a text, the best first, and those that come near it, each with what it has and lacks. */
  async function answers(text) {
    const typed = fold(text);
    const plain = (words, exact) => ({ words, asked: [], also: [], exact, near: new Map() });
    if (!typed) return plain([], [...Array(table.count).keys()]);
    if (isLetter(typed)) {
      // It begins some word of nearly every record.
      const letter = letters.values.indexOf(typed);
      return plain(
        [{ word: typed }],
        letters.of.flatMap((own, page) => (own[0] === letter ? page : [])),
      );
    }
    const meant = readings(text, alike, everywhere);
    const asked = meant.map((terms) => terms.filter(({ soft }) => !soft).map(({ word }) => word));
    const [exact, near] = [new Map(), new Map()];
    for (const [place, pages] of (await Promise.all(meant.map(answer))).entries()) {
      const wanted = asked[place];
      for (const [page, { has, score }] of pages) {
        if (has.length === wanted.length) exact.set(page, Math.max(score, exact.get(page) ?? 0));
        // As typed comes first: what is near to it is near in words that the reader knows.
        if (!has.length || near.has(page)) continue;
        const lacks = wanted.filter((word) => !has.some((one) => one.word === word));
        near.set(page, { rank: has.length / wanted.length + score / 1e6, has, lacks });
      }
    }
    for (const page of exact.keys()) near.delete(page);
    const best = [...exact].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    return {
      words: meant.flat().flatMap(({ forms }) => forms),
      asked,
      also: [...new Set(kin.flatMap((group) => others(group, asked.flat())))],
      exact: best.map(([page]) => page),
      near: new Map([...near].sort((one, other) => other[1].rank - one[1].rank || one[0] - other[0])),
    };
  }

  /** Return those of the pages that have what is wanted, and how many each value of each facet would leave. */
  function narrowed(pages, wanted) {
    const counts = Object.fromEntries(
      Object.entries(columns).map(([name, { values }]) => [name, new Array(values.length).fill(0)]),
    );
    const kept = [];
    for (const page of pages) {
      const missed = wanted.filter(([name, places]) => !columns[name].of[page].some((place) => places.has(place)));
      if (missed.length === 0) kept.push(page);
      for (const name of missed.length === 0 ? Object.keys(columns) : missed.length === 1 ? [missed[0][0]] : [])
        for (const place of columns[name].of[page]) counts[name][place]++;
    }
    return { kept, counts };
  }

  async function search(text = "", { chosen = {}, sort = "", counted = false } = {}) {
    if (counted || Object.keys(chosen).some((name) => !(name in columns))) await narrowing();
    const wanted = Object.entries(chosen)
      .filter(([name, values]) => name in columns && values.length)
      .map(([name, values]) => [name, new Set([values].flat().map((value) => columns[name].values.indexOf(value)))]);
    const found = await answers(text);
    let { kept, counts } = narrowed(found.exact, wanted);
    const exact = kept.length > 0 || found.near.size === 0;
    if (!exact) await narrowing();
    if (!exact) ({ kept, counts } = narrowed(narrowed(found.near.keys(), wanted).kept.slice(0, MOST_NEAR), wanted));
    if (sort === "name") kept.sort((one, other) => one - other);
    // Days are written so that they sort as texts do, and their places follow them.
    if (sort === "added") {
      const { of } = column(await apart(table.added));
      kept.sort((one, other) => of[other][0] - of[one][0] || one - other);
    }
    const data = async (number) => {
      const { url, ...meta } = await result(number);
      return { ...meta, url: new URL(url, base).href };
    };
    const value = (name, page) => columns[name]?.values[columns[name].of[page][0]];
    return {
      words: found.words,
      asked: found.asked,
      also: found.also,
      exact,
      total: kept.length,
      results: kept.map((number) => ({
        number,
        kind: value("kind", number),
        county: value("county", number),
        near: exact ? undefined : found.near.get(number),
        data: () => data(number),
      })),
      counts: Object.fromEntries(
        Object.entries(columns).map(([name, { values }]) => [
          name,
          Object.fromEntries(values.map((value, place) => [value, counts[name][place]]).filter(([, count]) => count)),
        ]),
      ),
    };
  }

  const facets = async () => {
    await narrowing();
    return Object.fromEntries(Object.entries(columns).map(([name, { values }]) => [name, values]));
  };
  return { facets, groups: table.groups, starts: table.starts, search };
}
