// On every page: the magnifier opens a box over the page, and a box that stands on the page answers as one types.
// Without this file, or where the rest of search does not come, both lead to the page of search and to the lists.
const load = () => import("./search-box.js");

/** Whether a click asks for nothing but its link: with a key held it opens a new tab or window. */
export const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

for (const form of document.querySelectorAll("form[data-search]")) {
  const begin = () =>
    load().then(
      ({ attach }) => {
        form.removeEventListener("focusin", begin);
        attach(form);
      },
      () => {}, // the next who comes to the box tries again
    );
  form.addEventListener("focusin", begin);
}
const tool = document.querySelector(".search-tool");
const open = (event) => {
  event.preventDefault();
  load().then(
    ({ openBox }) => openBox(tool.href),
    () => (location.href = tool.href),
  );
};
tool?.addEventListener("click", (event) => isPlain(event) && open(event));
addEventListener("keydown", (event) => {
  const busy = event.target.closest?.("input,textarea,select,[contenteditable]");
  if (tool && event.key === "/" && !busy && !event.ctrlKey && !event.metaKey && !event.altKey) open(event);
});
