// Buttons that copy a citation. Without it the citation stands there to be selected.
"use strict";
(() => {
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll("[data-cite]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    });
    text.after(button);
  }
})();
