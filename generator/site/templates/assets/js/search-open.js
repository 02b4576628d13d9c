// On every page: the magnifier opens a panel below the head, and a box that stands on the page answers as one types.
// Without this file, or where the rest of search does not come, both lead to the page of search and to the lists.
const load = () => import("./search-box.js");

/** Whether a click asks for nothing but its link: with a key held it opens a new tab or window. */
export const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

for (const form of document.querySelectorAll("form[data-search]")) {
  // What does not come is not asked for again: browsers keep a module that failed.
  const begin = () =>
    load().then(
      ({ attach }) => attach(form),
      () => {},
    );
  form.addEventListener("focusin", begin, { once: true });
}
const tool = document.querySelector(".search-tool");
const open = (event) => {
  event.preventDefault();
  load().then(
    ({ toggle }) => toggle(tool),
    () => (location.href = tool.href),
  );
};
tool?.addEventListener("click", (event) => isPlain(event) && open(event));
addEventListener("keydown", (event) => {
  const busy = event.target.closest?.("input,textarea,select,[contenteditable]");
  if (tool && event.key === "/" && !busy && !event.ctrlKey && !event.metaKey && !event.altKey) open(event);
});
