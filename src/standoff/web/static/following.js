// Says on a page that shows lists from before a correction when they are made anew. Without it a reload shows that.
"use strict";
(() => {
  const note = document.querySelector("[data-following]");
  if (!note) return;
  async function look() {
    const told = await fetch("/edit.json").then((answer) => answer.json()).catch(() => null);
    if (!told || told.busy) {
      setTimeout(look, told ? 1000 : 5000);
      return;
    }
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Load this page again.";
    link.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
    note.replaceChildren(told.fault ? `The correction is kept, but the lists could not be made anew: ${told.fault} ` : "The lists are made anew. ", link);
  }
  setTimeout(look, 1000);
})();
