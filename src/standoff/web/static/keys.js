// Keys of all pages: / search, j k rows, o evidence, Enter open, n p pages, ? help. Nothing here is needed to read.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("main .row")].filter((row) => row.offsetParent);
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]");
  const help = document.getElementById("help");

  function move(step) {
    const some = rows();
    if (!some.length) return;
    const at = some.indexOf(document.activeElement.closest(".row"));
    const next = at < 0 ? (step > 0 ? 0 : some.length - 1) : Math.min(Math.max(at + step, 0), some.length - 1);
    some[next].focus();
    some[next].scrollIntoView({ block: "nearest" });
  }
  const follow = (link) => link && link.click();
  const row = () => document.activeElement.closest(".row");
  const acts = {
    "/": () => document.getElementById("jump")?.focus(),
    "j": () => move(1),
    "k": () => move(-1),
    "o": () => follow(row()?.querySelector(".source-link") || row()?.querySelector("a[href]")),
    "Enter": () => row() === document.activeElement && (row().dataset.open ? location.assign(row().dataset.open) : acts.o()),
    "n": () => follow(document.querySelector(".pager [rel=next]")),
    "p": () => follow(document.querySelector(".pager [rel=prev]")),
    "r": () => { const link = row()?.querySelector("a[data-reject]"); if (link) location.assign(`${link.href}#decide-reject`); },
    "?": () => help?.showModal?.(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("#jump")) event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || help?.open) return;
    if (event.key === "Enter" && !event.target.matches(".row")) return;
    const act = acts[event.key];
    if (!act) return;
    if (event.key !== "Enter") event.preventDefault();
    act();
  });
  document.querySelector("[data-help]")?.addEventListener("click", () => help.showModal());
  const chosen = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (chosen && chosen.matches(".row")) chosen.focus({ preventScroll: true });
})();
