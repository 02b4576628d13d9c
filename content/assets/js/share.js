// Show the buttons that copy an address or a text, and serve them. Without this file the links beside them do.
// scheme.js fetches it when the first panel that holds such a button is opened.
const copied = "رونوشت شد";
const failed = "رونوشت نشد؛ خود نشانی را برگزینید";

const write = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no leave, or a page without https
  }
};

for (const button of document.querySelectorAll("[data-copy], [data-copy-from]")) {
  const source = document.getElementById(button.dataset.copyFrom);
  const status = button.closest("details").querySelector("[role=status]");
  const label = button.querySelector("span");
  const name = label.textContent;
  button.addEventListener("click", async () => {
    source?.select();
    const done = await write(source ? source.value : button.dataset.copy);
    label.textContent = done ? copied : name;
    status.textContent = done ? copied : failed;
    setTimeout(() => {
      label.textContent = name;
      status.textContent = "";
    }, 4000);
  });
  button.closest(".by-script").hidden = false;
}
