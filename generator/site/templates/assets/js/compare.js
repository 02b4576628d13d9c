/** Fill the table of two places that the address names, from what the page holds of each; without it a list leads on. */

const table = document.getElementById("versus");
const given = new URLSearchParams(location.search);
const columns = ["a", "b"].map((key) =>
  [...document.querySelectorAll("template.county-column")].find(({ dataset }) => dataset.id === given.get(key)),
);

if (columns.every(Boolean)) {
  const heads = table.querySelectorAll("thead th");
  const rows = [...table.querySelectorAll("tbody tr:not(.heads)")];
  columns.forEach((column, place) => {
    const [name, ...cells] = column.content.cloneNode(true).children;
    heads[place].append(name);
    rows.forEach((row, index) => {
      row.querySelectorAll("td")[place].append(...cells[index].childNodes);
    });
    document.getElementById(`compare-${"ab"[place]}`).value = column.dataset.id;
  });
  // What neither has anything to say of is left out, as on the pages of neighbours.
  for (const row of table.querySelectorAll(".if-said"))
    row.hidden = [...row.querySelectorAll("td")].every((cell) => cell.textContent === "–");
  for (const row of table.querySelectorAll(".heads"))
    row.hidden = !row.parentElement.querySelector("tr:not(.heads, [hidden])");
  document.querySelector("h1").textContent = [...heads].map((head) => head.textContent).join(" و ");
  table.hidden = false;
}
