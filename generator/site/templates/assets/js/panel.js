// A panel of a facet bar, and the menu, close when whoever opened one goes elsewhere, by Tab or by a tap; Escape leads
// back to its button. So does the sheet of the facets, which its place in the address opens.
const OPEN = ".facet[open], .menu[open]";
// scheme.js fetches this when the first panel opens.
const leave = ({ target }) => {
  for (const panel of document.querySelectorAll(OPEN)) if (!panel.contains(target)) panel.open = false;
};
const sheet = () => document.querySelector(".sheet:target");
const shut = ({ target }) => {
  if (sheet() && !sheet().contains(target)) location.hash = "list";
};
for (const elsewhere of ["focusin", "pointerdown"]) {
  addEventListener(elsewhere, leave);
  addEventListener(elsewhere, shut);
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && sheet()) {
    location.hash = "list";
    document.querySelector(".sheet-open").focus();
    return;
  }
  const open = document.querySelector(OPEN);
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
