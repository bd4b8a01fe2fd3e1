"use strict";
// Sorts the list by the column whose heading is pressed; pressed again, backwards.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = heading.querySelector("button");
    if (!button) return;
    button.addEventListener("click", () => {
      const backwards = heading.getAttribute("aria-sort") === "ascending";
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
      const rows = [...body.rows].sort((a, b) =>
        key(a).localeCompare(key(b), "en", { numeric: true }) * (backwards ? -1 : 1));
      body.append(...rows);
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", backwards ? "descending" : "ascending");
    });
  });
}
