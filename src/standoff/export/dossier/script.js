// Nothing here is needed to read the page: it marks the place in the contents, lights up all
// mentions of the one under the pointer or the keyboard, and unfolds what is folded for print.
(() => {
  const links = new Map([...document.querySelectorAll(".toc a[href^='#']")].map((a) => [a.hash.slice(1), a]));
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const e of entries) seen[e.isIntersecting ? "add" : "delete"](e.target.id);
    const here = [...links.keys()].filter((id) => seen.has(id)).pop();
    for (const [id, a] of links) id === here ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
    const current = links.get(here);
    if (!current) return;
    const nav = current.closest("nav"), top = current.offsetTop - nav.offsetTop;
    if (top < nav.scrollTop || top > nav.scrollTop + nav.clientHeight - 40) nav.scrollTop = top - nav.clientHeight / 3;
  }, { rootMargin: "-10% 0px -80% 0px" });
  for (const id of links.keys()) {
    const target = document.getElementById(id);
    if (target) watch.observe(target);
  }
  const light = (on) => (e) => {
    const one = e.target instanceof Element && e.target.closest("[data-c]");
    if (!one) return;
    for (const m of one.closest(".report").querySelectorAll(`[data-c="${one.dataset.c}"]`)) m.classList.toggle("lit", on);
  };
  for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    addEventListener(on, light(true));
    addEventListener(off, light(false));
  }
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const d of folded) d.open = true;
  });
  addEventListener("afterprint", () => { for (const d of folded) d.open = false; });
})();
