// On a phone what narrows a list is folded, so that the list comes first. Without this all of it stands open.
"use strict";
(() => {
  if (!matchMedia("(max-width: 40rem)").matches) return;
  for (const facet of document.querySelectorAll(".facet[open]")) facet.open = Boolean(facet.querySelector(".chosen"));
  for (const form of document.querySelectorAll("main form.ask:not([method])")) {
    if (form.querySelectorAll("label").length < 4) continue;
    const box = document.createElement("details");
    const title = document.createElement("summary");
    box.className = "fold";
    title.textContent = form.getAttribute("aria-label") || "Narrow";
    form.before(box);
    box.append(title, form);
  }
})();
