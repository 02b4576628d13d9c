// Why a page that has not all that was asked for is near it, in words.
import { fold } from "./fold.js";

const quoted = (words) => words.map((word) => `«${word}»`).join("، ");

/**
 * Return [reason, what is otherwise] of a result of `finder.js` that only comes near: «از آباده», «بدون «خیاط»». `text` is what was
 * typed, and `places` are the folded names of all places.
 */
export function reason({ kind, county, near }, text, places) {
  const typed = new Map(text.split(/\s+/).map((word) => [fold(word), word]));
  const written = (word) => typed.get(word) ?? word;
  const here = ({ word }) => kind !== "counties" && fold(county ?? "") === word;
  const [own, words] = [near.has.find(here), near.has.filter((one) => !here(one))];
  const plain = words.filter(({ as }) => !as).map(({ word }) => written(word));
  const alike = words.filter(({ as }) => as).map(({ as }) => as);
  const reasons = [
    own && `از ${county}`,
    plain.length && `${own ? "" : "فقط "}${quoted(plain)}`,
    alike.length && `معنای نزدیک: ${quoted(alike)}`,
  ];
  const elsewhere = near.lacks.some((word) => places.has(word)) && county;
  const missing = near.lacks.filter((word) => !(elsewhere && places.has(word))).map(written);
  return [
    reasons.filter(Boolean).join("، "),
    [elsewhere && "شهرستان دیگر", missing.length && `بدون ${quoted(missing)}`].filter(Boolean).join("، "),
  ];
}
