// A panel of a facet bar closes when whoever opened it goes elsewhere, by Tab or by a tap; Escape leads back to its button.
// scheme.js fetches this when the first panel opens.
const leave = ({ target }) => {
  for (const panel of document.querySelectorAll(".facet[open]")) if (!panel.contains(target)) panel.open = false;
};
addEventListener("focusin", leave);
addEventListener("pointerdown", leave);
addEventListener("keydown", (event) => {
  const open = document.querySelector(".facet[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
