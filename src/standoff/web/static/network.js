// The network, drawn anew to be looked through: zoom, keys, and the time at once. Without it the drawing of the server
// stands there; places are the server's in both, and so is every address.
"use strict";
(() => {
  const figure = document.getElementById("network");
  const data = JSON.parse(document.getElementById("network-data").textContent);
  const find = (name) => figure.querySelector(`[data-${name}]`);
  const now = document.getElementById("net-now");
  const chosen = new URLSearchParams(location.search).get("at");
  let cy = null;

  // — time: what stands between two steps —
  const { since: asked_since, until: asked_until } = Object.fromEntries(new URLSearchParams(location.search));
  const stands = (tie, since, until) => (!until || tie.low.slice(0, until.length) <= until)
    && (!tie.high || `${tie.high}-99-99`.slice(0, since.length) >= since);

  function show(since, until) {
    const out = new Set(data.ties.filter((tie) => !stands(tie, since, until)).map((tie) => tie.id));
    const ends = new Set(data.ties.filter((tie) => !out.has(tie.id)).flatMap((tie) => [tie.source, tie.target]));
    ends.add(data.centre);
    for (const node of data.nodes) if (!ends.has(node.id)) out.add(node.id);
    for (const one of figure.querySelectorAll("[data-key]")) one.classList.toggle("out", out.has(one.dataset.key));
    for (const tie of data.ties) document.getElementById(tie.id).hidden = out.has(tie.id);
    cy?.batch(() => cy.elements().forEach((one) => { one.toggleClass("out", out.has(one.id())); }));
    return data.ties.filter((tie) => !out.has(tie.id)).length;
  }

  function slide() {
    const [time, from, to] = ["time", "from", "to"].map(find);
    if (!time) return;
    const last = data.time.length - 1;
    const place = (day, otherwise) => {
      if (!day) return otherwise;
      const at = data.time.findIndex((step) => day.slice(0, step.length) <= step);
      return at < 0 ? last : at;
    };
    from.value = place(asked_since, 0);
    to.value = place(asked_until, last);
    time.hidden = false;

    const told = (since, until) => {
      const shown = show(since, until);
      find("since").value = since || `${data.time[0]} or before`;
      find("until").value = until || `${data.time[last]} or after`;
      from.setAttribute("aria-valuetext", find("since").value);
      to.setAttribute("aria-valuetext", find("until").value);
      find("count").textContent = `${shown} of ${data.ties.length} ties`;
    };
    told(asked_since || "", asked_until || "");

    const moved = (event) => {
      if (Number(from.value) > Number(to.value)) (event.target === from ? to : from).value = event.target.value;
      const since = from.value === "0" ? "" : data.time[from.value];
      const until = to.value === String(last) ? "" : data.time[to.value];
      told(since, until);
      write({ since, until });
    };
    from.addEventListener("input", moved);
    to.addEventListener("input", moved);
  }

  function write(state) {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(state)) {
      if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
      const field = document.querySelector(`.net-ask [name="${name}"]`);
      if (field) field.value = value;
    }
    if (url.protocol !== "file:") history.replaceState(null, "", url);
  }

  // — drawing —
  const STROKES = {
    belongs: { "line-style": "solid", width: 1.4 }, backs: { "line-style": "solid", width: 3 },
    against: { "line-style": "dashed", "line-dash-pattern": [9, 4], width: 2 },
    holds: { "line-style": "dashed", "line-dash-pattern": [2, 4], width: 2 },
  };

  function style() {
    const paint = getComputedStyle(document.documentElement);
    const of = (name) => paint.getPropertyValue(`--${name}`).trim();
    const colours = { belongs: of("soft"), backs: of("coop"), against: of("conflict"), holds: of("word") };
    const font = of("serif").replace(/\s+/g, " ");
    return [
      { selector: "node", style: {
        shape: "round-rectangle", width: "data(wide)", height: 20, label: "data(label)", "font-family": font,
        "font-size": 16, "text-valign": "center", "text-halign": "center", color: of("ink"),
        "background-color": of("card"), "border-width": 1, "border-color": of("line") } },
      { selector: 'node[type = "person"]', style: { "font-style": "italic" } },
      { selector: 'node[type = "state"]', style: { "font-weight": 600 } },
      { selector: "node.centre", style: { "border-width": 2, "border-color": of("ink") } },
      { selector: "edge", style: {
        "curve-style": "bezier", "control-point-step-size": 34, label: "data(label)", "font-family": font,
        "font-size": 12, color: of("soft"), "text-background-color": of("paper"), "text-background-opacity": .85,
        "text-background-padding": 1, "arrow-scale": .9 } },
      ...Object.entries(STROKES).map(([kind, stroke]) => ({ selector: `edge[kind = "${kind}"]`, style: {
        ...stroke, "line-color": colours[kind], "target-arrow-color": colours[kind] } })),
      { selector: "edge[?directed]", style: { "target-arrow-shape": "triangle" } },
      { selector: "edge[!sure]", style: { "line-opacity": .55, "line-style": "dashed", "line-dash-pattern": [4, 6] } },
      { selector: "edge.quiet", style: { label: "data(sign)" } },
      { selector: "edge.near", style: { label: "data(label)" } },
      { selector: ".faint", style: { opacity: .22 } },
      { selector: ".at", style: { opacity: 1 } },
      { selector: "node.at", style: { "border-width": 3, "border-color": of("accent") } },
      { selector: "edge.at", style: {
        "underlay-color": of("mark"), "underlay-opacity": .9, "underlay-padding": 5, color: of("ink"),
        "z-index": 9 } },
      { selector: ".out", style: { display: "none" } },
    ];
  }

  function draw() {
    const live = find("live");
    live.style.height = `${Math.round(find("still").getBoundingClientRect().height)}px`;
    live.hidden = false;
    find("bar").hidden = false;
    figure.classList.add("live");
    // Cytoscape adds a style sheet of its own unless there is one: ours has its one rule, as the policy forbids inline ones
    const own = document.createElement("meta");
    own.id = "__________cytoscape_stylesheet";
    document.head.append(own);
    cy = cytoscape({
      container: live, layout: { name: "preset" }, style: style(), autoungrabify: true, boxSelectionEnabled: false,
      selectionType: "single", minZoom: .3, maxZoom: 4, userZoomingEnabled: false, userPanningEnabled: false,
      elements: [
        ...data.nodes.map((node) => ({ data: node, position: { x: node.x, y: node.y },
          classes: node.id === data.centre ? "centre" : "" })),
        ...data.ties.map((tie) => ({ data: tie, classes: (data.dense ? "quiet " : "") + (tie.id === chosen ? "at near" : "") })),
      ],
    });
    whole();
    look(live);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
    new ResizeObserver(() => {
      if (!live.offsetParent) return;
      live.style.height = `${Math.round(live.clientWidth * data.height / data.width)}px`;
      cy.resize();
      whole();
    }).observe(figure);
  }

  const whole = () => {
    const zoom = cy.width() / data.width;
    cy.viewport({ zoom, pan: { x: 0, y: 0 } });
  };
  const zoom = (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const open = (one) => one.data("href") && location.assign(one.data("href"));

  // — pointer and keys —
  function point(one) {
    cy.batch(() => {
      cy.elements().removeClass("at near faint");
      if (!one) return;
      cy.elements().not(one.closedNeighborhood()).not(one.isEdge() ? one.connectedNodes() : one).addClass("faint");
      one.addClass("at");
      one.union(one.connectedEdges()).addClass("near");
    });
    if (one) now.textContent = `${one.data("told")}. Enter opens ${one.isEdge() ? "its evidence" : "the page of the actor"}.`;
  }

  // names in their order, each followed by its ties
  const along = () => cy.nodes(":visible").toArray().flatMap((node) => [node, ...node.connectedEdges(":visible")
    .filter((tie) => tie.source().same(node)).toArray()]);

  function look(live) {
    let current = null;
    const step = (by) => {
      const some = along();
      if (!some.length) return;
      const at = some.findIndex((one) => one.same(current ?? cy.collection()));
      current = some[at < 0 ? (by > 0 ? 0 : some.length - 1) : (at + by + some.length) % some.length];
      point(current);
    };
    const acts = { ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1),
      ArrowUp: () => step(-1), Enter: () => current && open(current), "+": () => zoom(1.3), "=": () => zoom(1.3),
      "-": () => zoom(1 / 1.3), 0: whole, Escape: () => { current = null; point(null); live.blur(); } };
    live.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !acts[event.key]) return;
      event.preventDefault();
      event.stopPropagation();
      acts[event.key]();
    });
    const use = (on) => { cy.userZoomingEnabled(on); cy.userPanningEnabled(on); };
    live.addEventListener("focus", () => use(true));      // until then the wheel and a finger move the page
    live.addEventListener("blur", () => use(false));
    live.addEventListener("pointerdown", () => live.focus({ preventScroll: true }));
    cy.on("mouseover", "node, edge", (event) => { point(event.target); live.classList.add("over"); });
    cy.on("mouseout", "node, edge", () => { point(current); live.classList.remove("over"); });
    cy.on("tap", "node, edge", (event) => open(event.target));
    const buttons = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit: whole };
    figure.querySelector("[data-bar]").addEventListener("click", (event) => buttons[event.target.dataset.zoom]?.());
  }

  function middle() {      // where the drawing is wider than the page: begin at who has most ties, or is in the middle
    const still = find("still");
    const first = data.nodes.find((node) => node.id === data.centre) ?? data.nodes[0];
    still.scrollLeft = first.x / data.width * still.scrollWidth - still.clientWidth / 2;
  }

  for (const one of figure.querySelectorAll("[data-key]")) one.classList.toggle("at", one.dataset.key === chosen);
  // on a phone the drawing of the server is the better one: it scrolls, and its names are as large as text
  if (window.cytoscape && window.matchMedia("(min-width: 48rem)").matches) draw();
  else middle();
  slide();
  figure.dataset.ready = "";
})();
