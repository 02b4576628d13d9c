// The desk works without scripts; with them a text is copied by a button, files are dropped where they are chosen, and a
// page on which something is under way asks for itself again, unless somebody is at it.
const pause = Number(document.getElementById("main").dataset.refresh);
if (pause) {
  let isTouched = false;
  for (const kind of ["input", "toggle"]) addEventListener(kind, () => (isTouched = true), true);
  setInterval(() => {
    if (!isTouched && !document.hidden) location.reload();
  }, pause * 1000);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const label = button.querySelector("span");
    const words = label.textContent;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      label.textContent = "کپی شد";
    } catch {
      label.textContent = "کپی نشد؛ متن را خودتان انتخاب کنید";
    }
    setTimeout(() => {
      label.textContent = words;
    }, 3000);
  });
}

// One box for all rows: half ticked where only some are.
const all = document.getElementById("tick-all");
if (all) {
  const rows = [...document.querySelectorAll("input.tick[name=tick]")];
  const show = () => {
    const ticked = rows.filter((row) => row.checked).length;
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
  });
  for (const row of rows) row.addEventListener("change", show);
  // A browser that goes back ticks again what was ticked.
  addEventListener("pageshow", show);
  show();
  all.closest("label").hidden = false;
  document.querySelector(".accept-all .without-script").hidden = true;
}

const zone = document.querySelector(".drop");
if (zone) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("ul");
  const show = () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = file.name;
        return item;
      }),
    );
  };
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    // What was dropped before stays: files come from several messages.
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    show();
  });
  input.addEventListener("change", show);
}
