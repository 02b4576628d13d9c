// On every page: the magnifier opens a box over the page, and a box that stands on the page answers as one types.
// Without this file both lead to the page of search and to the lists.
const load = () => import("./search-box.js");

for (const form of document.querySelectorAll("form[data-search]")) {
  form.addEventListener("focusin", async () => (await load()).attach(form), { once: true });
}
const tool = document.querySelector(".search-tool");
const open = async (event) => {
  event.preventDefault();
  (await load()).openBox(tool.href);
};
tool?.addEventListener("click", (event) => {
  if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) open(event);
});
addEventListener("keydown", (event) => {
  const busy = event.target.closest?.("input,textarea,select,[contenteditable]");
  if (tool && event.key === "/" && !busy && !event.ctrlKey && !event.metaKey && !event.altKey) open(event);
});
