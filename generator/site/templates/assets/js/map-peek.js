// Show beside the map what there is of the place under the pointer, in focus or touched. Without this file each tile is a
// link to the page of its place, and stays one: a touch shows the card first, a second one follows the link.

const card = document.getElementById("peek");
const map = card.parentElement;
const kept = new Map([...map.querySelectorAll("template[data-peek]")].map((one) => [one.dataset.peek, one.content]));
// A pointer on its way to the card passes over other tiles.
const REST = 120;

let shown = "";
let timer = 0;
// Of a touch that has begun on a tile: the place that was shown before it.
let before = null;

const tileOf = ({ target }) => target.closest(".tile[data-peek]");

function show(tile) {
  clearTimeout(timer);
  const place = tile.dataset.peek;
  if (place === shown) return;
  shown = place;
  card.replaceChildren(kept.get(place).cloneNode(true));
  for (const one of map.querySelectorAll(".tile[data-peek]")) one.classList.toggle("here", one.dataset.peek === place);
}

map.addEventListener("pointerover", (event) => {
  const tile = tileOf(event);
  if (!tile || event.pointerType === "touch") return;
  clearTimeout(timer);
  timer = setTimeout(show, REST, tile);
});
map.addEventListener("pointerout", () => clearTimeout(timer));
map.addEventListener("pointerdown", (event) => {
  before = tileOf(event) && event.pointerType === "touch" ? shown : null;
});
map.addEventListener("keydown", () => {
  before = null;
});
map.addEventListener("focusin", (event) => {
  const tile = tileOf(event);
  if (tile) show(tile);
});
map.addEventListener("click", (event) => {
  const tile = tileOf(event);
  const first = tile && before !== null && before !== tile.dataset.peek;
  before = null;
  if (!first) return;
  event.preventDefault();
  show(tile);
  card.scrollIntoView({ block: "nearest" });
});
