// Apply the saved colour scheme before the first paint, and let the button in the header change it.
// Without this file the page follows the system. It also fetches what copies addresses, and what closes panels, when
// somebody opens one.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const read = () => {
  try {
    return localStorage.getItem("scheme");
  } catch {
    return null; // storage may be closed: the system's scheme stands
  }
};
const apply = () => {
  root.dataset.scheme = read() ?? (system.matches ? "dark" : "light");
};

root.classList.replace("no-js", "js");
apply();
system.addEventListener("change", apply);
addEventListener("storage", apply);
addEventListener("DOMContentLoaded", () => {
  const tool = document.querySelector(".scheme-tool");
  const word = document.querySelector(".scheme-word");
  const name = () => {
    const other = root.dataset.scheme === "dark" ? "نمای روشن" : "نمای تیره";
    tool.setAttribute("aria-label", other);
    if (word) word.textContent = other;
  };
  const change = () => {
    const next = root.dataset.scheme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("scheme", next);
    } catch {
      // not kept: the choice lasts as long as the page
    }
    root.dataset.scheme = next;
    name();
  };
  name();
  for (const button of [tool, word]) button?.addEventListener("click", change);
});
const sheet = () => location.hash === "#sheet" && import("./panel.js");
addEventListener("hashchange", sheet);
addEventListener("DOMContentLoaded", sheet);
addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches(".share, .embed")) import("./share.js");
    if (event.target.matches(".facet, .menu")) import("./panel.js");
  },
  true, // the event of a panel does not rise
);
