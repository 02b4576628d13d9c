// A panel of a facet bar, and the menu, close when whoever opened one goes elsewhere, by Tab or by a tap; Escape leads
// back to its button.
const OPEN = ".facet[open], .menu[open]";
// scheme.js fetches this when the first panel opens.
const leave = ({ target }) => {
  for (const panel of document.querySelectorAll(OPEN)) if (!panel.contains(target)) panel.open = false;
};
addEventListener("focusin", leave);
addEventListener("pointerdown", leave);
addEventListener("keydown", (event) => {
  const open = document.querySelector(OPEN);
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
