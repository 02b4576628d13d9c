// Show the buttons that copy an address or a text, and serve them. Without this file the links beside them do.
// scheme.js fetches it when the first panel that holds such a button is opened.
const COPIED = "کپی شد";
const REFUSED = "مرورگر اجازهٔ کپی نداد؛ متن کادر را خودتان کپی کنید.";

const write = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no leave, or a page without https
  }
};

/** Return a new field with an address, below the words that speak of it. */
function fieldAfter(status, address) {
  const field = Object.assign(document.createElement("input"), { value: address, readOnly: true, dir: "ltr" });
  field.setAttribute("aria-label", "نشانی این صفحه");
  status.after(field);
  return field;
}

for (const button of document.querySelectorAll("[data-copy], [data-copy-from]")) {
  let field = document.getElementById(button.dataset.copyFrom);
  const status = button.closest("details").querySelector("[role=status]");
  const label = button.querySelector("span");
  const name = label.textContent;
  const say = (on, words, hidden) => {
    label.textContent = on;
    status.textContent = words;
    status.classList.toggle("sr", hidden);
  };
  let timer = 0;
  button.addEventListener("click", async () => {
    clearTimeout(timer);
    field?.select();
    if (await write(field ? field.value : button.dataset.copy)) {
      say(COPIED, COPIED, true); // the button shows it
      timer = setTimeout(say, 4000, name, "", true);
      return;
    }
    field ??= fieldAfter(status, button.dataset.copy);
    say(name, REFUSED, false);
    field.focus();
    field.select();
  });
  button.closest(".by-script").hidden = false;
}
