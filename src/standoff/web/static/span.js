// Highlights the characters that #s=START,END names (half-open, code points of the page's text), and goes there.
// Every run of text has data-start; without this script the server highlights what ?s=START,END names.
"use strict";
(() => {
  const text = document.querySelector(".pagetext");
  if (!text) return;
  const asked = () => /^#s=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));

  // How many UTF-16 units the first n code points of a string are.
  function units(string, n) {
    let at = 0;
    for (let count = 0; count < n && at < string.length; count += 1) at += string.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }
  const points = (string) => [...string].length;

  function mark(node) {
    const made = document.createElement("mark");
    made.className = "found";
    node.replaceWith(made);
    made.append(node);
    return made;
  }
  function inRun(run, start, end) {
    const from = Number(run.dataset.start);
    if (run.dataset.length) {
      return from < end && from + Number(run.dataset.length) > start ? [mark(run)] : [];
    }
    const node = run.firstChild;
    const low = Math.max(start - from, 0);
    const high = Math.min(end - from, points(node.data));
    if (low >= high) return [];
    const first = units(node.data, low);
    const last = units(node.data, high);
    if (last < node.data.length) node.splitText(last);
    return [mark(first ? node.splitText(first) : node)];
  }
  function clear() {
    for (const old of text.querySelectorAll("mark")) {
      const parent = old.parentNode;
      old.replaceWith(...old.childNodes);
      parent.normalize();
    }
  }
  function elsewhere(start) {
    for (const link of document.querySelectorAll(".parts a[data-from]")) {
      if (start >= Number(link.dataset.from) && start < Number(link.dataset.to)) return link.href;
    }
    return "";
  }
  function show() {
    const found = asked();
    if (!found) return;
    const [start, end] = [Number(found[1]), Number(found[2])];
    const other = elsewhere(start);
    if (other) {
      location.replace(other + location.hash);
      return;
    }
    clear();
    const made = [...text.querySelectorAll("[data-start]")].flatMap((run) => inRun(run, start, end));
    if (!made.length) return;
    for (const one of made) {
      const seg = one.closest(".seg");
      const box = document.querySelector(`.roles [data-role="${[...seg.classList].find((name) => name.startsWith("r-")).slice(2)}"]`);
      if (box) box.checked = true;
    }
    made[0].tabIndex = -1;
    made[0].focus({ preventScroll: true });
    made[0].scrollIntoView({ block: "center", behavior: "instant" });
  }
  addEventListener("hashchange", show);
  show();
})();
