// Find records: Pagefind finds the words, lists made beforehand those that thousands share, and the table of facets
// filters, counts and sorts what was found.
import { alternatives, isLetter } from "./fold.js";

// Weights count as they are, and whole words far before their beginnings: «شیراز» is the county before any «شیرازی».
const RANKING = { termFrequency: 0, termSimilarity: 4, diacriticSimilarity: 0 };
const SIGNATURE = 12; // what Pagefind writes before the content of each file
const DIGIT = new Map([...Array(92).keys()].map((step) => String.fromCharCode(35 + step)).filter((sign) => sign !== "\\").map((sign, place) => [sign, place]));

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

/** Return the scores by page of a list of [score, steps from page to page]. */
function unpacked(ranks) {
  const scores = new Map();
  for (const [score, steps] of ranks) {
    let page = 0;
    for (const step of steps) scores.set((page += step), score);
  }
  return scores;
}

// The name of a result ends in its number: in hexadecimal, the last digit first.
const mirrored = (digits) => [...digits].reverse().join("");
const numberOf = (digits) => parseInt(mirrored(digits), 16);
const nameOf = (number) => mirrored(number.toString(16));

async function fetched(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
  return answer;
}

/**
 * Open the index of a site. `root` is the way from the page to the site's root (`../../`); `typing` says that a text is
 * to be expected, and the engine comes beside the table.
 *
 * Returns `{ facets, search, expect }`: the values of each facet in order, a function that begins to load the engine, and
 * `search(text, { chosen = {}, sort = "" })`, which resolves to `{ query, total, results, counts }`:
 *   - without a text all records are found, by one letter those that stand under it in the alphabet;
 *   - `query` is the one that found something of what is chosen, folded;
 *   - `chosen` holds values by facet: any of a facet, all facets together;
 *   - `sort` is "name", "added" (the newest first) or "": the best first, or by name where there is no text;
 *   - a result is `{ number, data() }`; `data()` resolves to `{ url, title, kind, over, text }`;
 *   - `counts[facet][value]` says how many there were if this value were chosen, the other facets as they are.
 * All reject where a file is missing, the browser refuses the engine or the site has been published anew. What failed
 * may stay broken: open the index again.
 */
export async function openIndex(root, typing = false) {
  const base = new URL(root, document.baseURI);
  const folder = new URL("search/index/", base);
  let engine;
  let newest;

  async function pagefind() {
    const { createInstance } = await import(new URL("pagefind.js", folder));
    const instance = createInstance({ noWorker: true, ranking: RANKING });
    await instance.init();
    return instance;
  }

  const begin = () => (engine ??= pagefind());
  /** Begin to load the engine; if it does not come, whoever needs it begins again. */
  const expect = () => void begin().catch(() => (engine = undefined));
  if (typing) expect();

  // Always the newest: its tag says which results belong to it.
  const table = await (await fetched(new URL("facets.json", folder), { cache: "no-cache" })).json();
  const columns = Object.fromEntries(Object.entries(table.facets).map(([name, packed]) => [name, column(packed)]));
  const letters = column(table.letters);
  const common = new Map(table.common.beginnings.map((beginning, place) => [beginning, place]));
  const lists = new Map();

  /** Return the column of days, which only who asks for the newest needs. */
  function days() {
    return (newest ??= fetched(new URL(table.added, folder)).then(async (answer) => column(await answer.json())));
  }

  /** Ask the engine for words that are not common; return the score of each page that has them all, best first. */
  async function sought(words) {
    const { results } = await (await begin()).search(words.join(" "));
    if (results.length && !results[0].id.startsWith(table.tag)) throw new Error("the index has changed: load the page again");
    return new Map(results.map(({ id, score }) => [numberOf(id.slice(table.tag.length)), score]));
  }

  /** Return the score of each page that has a word with a common beginning, best first. */
  function listed(word) {
    if (!lists.has(word)) {
      const address = new URL(`${table.common.folder}/${common.get(word)}.json`, folder);
      lists.set(word, fetched(address).then((answer) => answer.json()).then(unpacked));
    }
    return lists.get(word);
  }

  /** Return the pages that have all words of a query, the best first. */
  async function answer(query) {
    const words = query.split(" ");
    const rare = words.filter((word) => !common.has(word));
    const found = await Promise.all([...(rare.length ? [sought(rare)] : []), ...words.filter((word) => common.has(word)).map(listed)]);
    if (found.length === 1) return [...found[0].keys()];
    found.sort((one, other) => one.size - other.size);
    return [...found[0].keys()]
      .filter((page) => found.every((scores) => scores.has(page)))
      .map((page) => [page, found.reduce((sum, scores) => sum + scores.get(page), 0)])
      .sort((one, other) => other[1] - one[1])
      .map(([page]) => page);
  }

  /** Yield each query that a text may mean, with the numbers of the pages that it finds, the best first. */
  async function* readings(text) {
    const queries = alternatives(text);
    if (queries.length === 0) return yield ["", Array.from({ length: table.count }, (_, number) => number)];
    // One letter begins some word of nearly every record.
    if (isLetter(queries[0])) {
      const letter = letters.values.indexOf(queries[0]);
      return yield [queries[0], letters.of.flatMap((own, page) => (own[0] === letter ? page : []))];
    }
    for (const query of queries) yield [query, await answer(query)];
  }

  async function data(number) {
    const answer = await fetched(new URL(`fragment/${table.tag}${nameOf(number)}.pf_fragment`, folder));
    const plain = await new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    const { url, meta } = JSON.parse(new TextDecoder().decode(plain.slice(SIGNATURE)));
    return { ...meta, url: new URL(url.slice(1), base).href };
  }

  /** Return those of the pages that have what is wanted, and how many each value of each facet would leave. */
  function narrowed(pages, wanted) {
    const counts = Object.fromEntries(Object.entries(columns).map(([name, { values }]) => [name, new Array(values.length).fill(0)]));
    const kept = [];
    for (const page of pages) {
      const missed = wanted.filter(([name, places]) => !columns[name].of[page].some((place) => places.has(place)));
      if (missed.length === 0) kept.push(page);
      for (const name of missed.length === 0 ? Object.keys(columns) : missed.length === 1 ? [missed[0][0]] : [])
        for (const place of columns[name].of[page]) counts[name][place]++;
    }
    return { kept, counts };
  }

  async function search(text = "", { chosen = {}, sort = "" } = {}) {
    const wanted = Object.entries(chosen)
      .filter(([name, values]) => name in columns && values.length)
      .map(([name, values]) => [name, new Set([values].flat().map((value) => columns[name].values.indexOf(value)))]);
    let best;
    for await (const [query, pages] of readings(text)) {
      const found = { query, ...narrowed(pages, wanted) };
      if (!best || found.kept.length) best = found;
      if (found.kept.length) break;
    }
    const { query, kept, counts } = best;
    if (sort === "name") kept.sort((one, other) => one - other);
    // Days are written so that they sort as texts do, and their places follow them.
    if (sort === "added") {
      const { of } = await days();
      kept.sort((one, other) => of[other][0] - of[one][0] || one - other);
    }
    return {
      query,
      total: kept.length,
      results: kept.map((number) => ({ number, data: () => data(number) })),
      counts: Object.fromEntries(
        Object.entries(columns).map(([name, { values }]) => [
          name,
          Object.fromEntries(values.map((value, place) => [value, counts[name][place]]).filter(([, count]) => count)),
        ]),
      ),
    };
  }

  return { facets: Object.fromEntries(Object.entries(columns).map(([name, { values }]) => [name, values])), search, expect };
}
