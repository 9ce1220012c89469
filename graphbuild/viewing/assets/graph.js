"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const nodes = read("graph-nodes"), edges = read("graph-edges");
  const { essays, properties, claims, types, conflicts } = read("graph-claims");
  const $ = (id) => document.getElementById(id);
  const el = (tag, attributes = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attributes)) {
      if (k === "class") e.className = v;
      else if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
      else if (v !== null && v !== false) e.setAttribute(k, v === true ? "" : v);
    }
    e.append(...children.filter((c) => c !== null && c !== undefined));
    return e;
  };
  const STATUSES = ["asserted", "attributed", "hypothetical", "negated"];
  const LEVELS = ["production", "diegetic", "critical"];
  const dark = () => {
    const set = document.documentElement.dataset.theme;
    return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // ---- indexes ------------------------------------------------------------------------------
  const byIri = new Map(nodes.flatMap((n) => [[n.iri, n], ...n.same.map((iri) => [iri, n])]));
  const claimsOf = nodes.map(() => []);
  claims.forEach((c, i) => {
    claimsOf[c.s].push(i);
    if (c.o !== undefined && c.o !== c.s) claimsOf[c.o].push(i);
    for (const [, , n] of c.happened?.circumstances ?? []) if (n !== null && claimsOf[n].at(-1) !== i && n !== c.s) claimsOf[n].push(i);
  });
  const linksOf = nodes.map(() => []);
  edges.forEach((e, i) => { e.id = i; linksOf[e.from].push(i); if (e.to !== e.from) linksOf[e.to].push(i); });
  const fold = (s) => s.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const index = nodes.map((n) => [n.label, ...(n.aliases || [])].map(fold));
  const conflictsOf = new Map();
  conflicts.forEach((c) => c.claims.forEach((i) => conflictsOf.set(i, c)));
  const maxSupport = Math.max(1, ...edges.map((e) => e.essays.length));

  // ---- state --------------------------------------------------------------------------------
  const state = { off: { type: new Set(), status: new Set(), level: new Set(), essay: new Set(), property: new Set() },
    confidence: 0, support: 1, degree: 0, selected: null, edge: null, trail: [], depth: 1, path: [], all: false, hulls: false, pathFrom: null };
  const FIRST = 400;

  const claimPasses = (c) => !state.off.status.has(c.status) && !state.off.level.has(c.level) && !state.off.essay.has(String(c.essay)) && c.confidence >= state.confidence;
  const edgePasses = (e) => {
    if (state.off.property.has(e.property) || e.essays.length < state.support) return false;
    if (state.off.type.has(nodes[e.from].type) || state.off.type.has(nodes[e.to].type)) return false;
    return !e.claims.length || e.claims.some((i) => claimPasses(claims[i]));
  };
  const neighbours = (n, passing) => linksOf[n].filter((i) => passing.has(i)).map((i) => (edges[i].from === n ? edges[i].to : edges[i].from));

  function visible() {
    const passing = new Set(edges.filter((e) => !e.covered && edgePasses(e)).map((e) => e.id));
    let shown = new Set(nodes.filter((n) => !state.off.type.has(n.type) && n.essays.some((e) => !state.off.essay.has(String(e)))).map((n) => n.id));
    if (state.path.length) return { shown: new Set(state.path), passing };
    if (state.degree) shown = new Set([...shown].filter((n) => neighbours(n, passing).length >= state.degree));
    const focus = state.trail[state.trail.length - 1];
    if (focus !== undefined) {
      let ring = [focus], ego = new Set(ring);
      for (let d = 0; d < state.depth; d++) {
        ring = ring.flatMap((n) => neighbours(n, passing)).filter((n) => shown.has(n) && !ego.has(n));
        ring.forEach((n) => ego.add(n));
        // a performance is half a step: its film, performer and character come with it
        ring.filter((n) => nodes[n].type === "performance").flatMap((n) => neighbours(n, passing)).forEach((n) => { if (shown.has(n)) ego.add(n); });
      }
      return { shown: ego, passing };
    }
    if (!state.all && shown.size > FIRST) {
      const ranked = [...shown].sort((a, b) => nodes[b].weight - nodes[a].weight || a - b).slice(0, FIRST);
      shown = new Set(state.selected === null ? ranked : [...ranked, state.selected]);
    }
    return { shown, passing };
  }

  // ---- drawing ------------------------------------------------------------------------------
  const FILL = { film: ["#e7b53c", "#c8951a"], series: ["#c9b24a", "#a18c2c"], person: ["#5aa0ea", "#3b7fc9"], character: ["#e27db4", "#c4568f"],
    place: ["#63b985", "#3f9a63"], organization: ["#a98be0", "#8564c4"], work: ["#c58b57", "#a56d3a"], award: ["#e8734f", "#c9532f"],
    event: ["#4fb3bd", "#2e929c"], concept: ["#a3abb5", "#7f8893"], performance: ["#c9c4b8", "#6d7078"], essay: ["#d0cdc6", "#a09d96"] };
  const SHAPE = { film: "square", series: "square", person: "dot", character: "diamond", place: "triangle", organization: "hexagon", work: "square", award: "star", event: "triangleDown", concept: "dot", performance: "dot", essay: "square" };
  const colour = (t) => (FILL[t] || FILL.concept)[dark() ? 1 : 0];

  function drawNode(n, near) {
    const selected = n.id === state.selected;
    return {
      id: n.id, x: n.x, y: n.y, shape: SHAPE[n.type] || "dot", opacity: near && !near.has(n.id) ? 0.25 : 1,
      size: sizeOf(n), borderWidth: selected ? 4 : n.nil ? 1.5 : 1, shapeProperties: { borderDashes: n.nil ? [4, 3] : false },
      color: { background: colour(n.type), border: selected ? css("--accent") : css("--soft"), highlight: { background: colour(n.type), border: css("--accent") } },
    };
  }
  const sizeOf = (n) => (n.type === "performance" ? 4 : (n.type === "film" || n.type === "series" ? 11 : 8) + 2.2 * Math.sqrt(n.weight));
  const short = (s, most = 32) => { const c = [...s]; return c.length > most ? c.slice(0, most - 1).join("") + "…" : s; };
  const WORST = ["asserted", "attributed", "hypothetical", "negated"];
  const strongest = (e) => WORST.find((s) => e.claims.some((i) => claims[i].status === s && claimPasses(claims[i]))) || "asserted";
  const disputed = (e) => e.claims.some((i) => conflictsOf.has(i));
  const tintOf = (e) => { const status = strongest(e); return disputed(e) ? css("--negated") : status === "asserted" ? css("--edge") : css(`--${status}`); };

  function drawEdge(e, near) {
    const selected = state.edge === e.id, part = e.property === "performance";
    const touching = state.selected !== null && (e.from === state.selected || e.to === state.selected);
    const dim = near && !(near.has(e.from) && near.has(e.to));
    return {
      id: e.id, from: e.from, to: e.to, dashes: { asserted: false, attributed: [8, 4], hypothetical: [2, 5], negated: [10, 4, 2, 4] }[strongest(e)],
      arrows: { to: { enabled: !part && !properties[e.property].symmetric, scaleFactor: 0.55 } }, width: selected ? 3.5 : touching ? 2 : 0.8 + 0.5 * Math.min(4, e.essays.length),
      color: { color: selected || touching ? css("--accent") : tintOf(e), highlight: css("--accent"), opacity: dim ? 0.15 : 0.9 },
      smooth: e.parallel ? { type: (e.parallel % 2 > 0) === (e.from < e.to) ? "curvedCW" : "curvedCCW", roundness: 0.22 * Math.ceil(e.parallel / 2) } : false,
    };
  }
  // a selected node with what it touches, performances being half a step
  function nearest(passing) {
    if (state.selected === null) return null;
    const near = new Set([state.selected]), first = neighbours(state.selected, passing);
    first.forEach((n) => near.add(n));
    first.filter((n) => nodes[n].type === "performance").flatMap((n) => neighbours(n, passing)).forEach((n) => near.add(n));
    return near;
  }

  const nodeSet = new vis.DataSet(), edgeSet = new vis.DataSet();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const network = new vis.Network($("network"), { nodes: nodeSet, edges: edgeSet }, {
    physics: false, layout: { improvedLayout: false }, nodes: { borderWidthSelected: 3 },
    interaction: { hover: false, tooltipDelay: 1e9, hideEdgesOnDrag: edges.length > 1500, hideEdgesOnZoom: edges.length > 1500, keyboard: false, multiselect: false },
  });

  function sync(set, wanted) {
    const gone = set.getIds().filter((id) => !wanted.has(id));
    if (gone.length) set.remove(gone);
    set.update([...wanted.values()]);
  }
  function draw() {
    const { shown, passing } = visible();
    const drawn = [...passing].map((i) => edges[i]).filter((e) => shown.has(e.from) && shown.has(e.to) && !e.covered);
    const near = nearest(passing);
    sync(nodeSet, new Map([...shown].map((i) => [i, drawNode(nodes[i], near)])));
    sync(edgeSet, new Map(drawn.map((e) => [e.id, drawEdge(e, near)])));
    labels.set(shown, drawn, near);
    const left = nodes.length - shown.size;
    $("notice").replaceChildren(`${shown.size} of ${nodes.length} nodes, ${drawn.length} links`,
      ...(left > 0 && !state.all && !state.trail.length && !state.path.length && nodes.length > FIRST ? [" ", el("button", { type: "button", onclick: () => { state.all = true; draw(); fit(); } }, "Show all")] : []),
      ...(state.path.length ? [" ", el("button", { type: "button", onclick: () => { state.path = []; draw(); fit(); } }, "Leave the path")] : []));
    drawTrail();
  }
  function fit() {
    network.fit({ animation: false });
    const scale = Math.min(1.6, 0.92 * network.getScale());
    network.moveTo({ scale, animation: still ? false : { duration: 250 } });
  }

  const labels = graphLabels({ network, nodes, properties, state, css, short, sizeOf, strongest, disputed, tintOf });
  network.on("afterDrawing", labels.draw);

  // communities: convex hulls behind the nodes
  const cross = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  function hull(points) {
    const p = [...points].sort((a, b) => a.x - b.x || a.y - b.y), half = (list) => {
      const h = [];
      for (const q of list) { while (h.length > 1 && cross(h[h.length - 2], h[h.length - 1], q) <= 0) h.pop(); h.push(q); }
      h.pop(); return h;
    };
    return p.length < 3 ? p : [...half(p), ...half([...p].reverse())];
  }
  network.on("beforeDrawing", (canvas) => {
    if (!state.hulls) return;
    const groups = new Map();
    nodeSet.getIds().forEach((id) => { const c = nodes[id].community; if (!groups.has(c)) groups.set(c, []); groups.get(c).push(nodes[id]); });
    for (const [c, members] of groups) {
      if (members.length < 3) continue;
      const ring = hull(members);
      canvas.beginPath(); ring.forEach((p, i) => (i ? canvas.lineTo(p.x, p.y) : canvas.moveTo(p.x, p.y))); canvas.closePath();
      canvas.lineJoin = "round"; canvas.lineWidth = 50; canvas.globalAlpha = 0.13; canvas.strokeStyle = canvas.fillStyle = `hsl(${(c * 137) % 360} 60% 50%)`;
      canvas.stroke(); canvas.fill(); canvas.globalAlpha = 1;
    }
  });

  // ---- panel --------------------------------------------------------------------------------
  const name = (i) => nodes[i].label;
  const valueOf = (c) => (c.o === undefined ? el("q", {}, c.value) : c.o === state.selected ? el("b", {}, name(c.o)) : goTo(c.o));
  const goTo = (i) => el("a", { href: "#" + nodes[i].iri, onclick: (ev) => { ev.preventDefault(); select(i, true); } }, name(i));
  const dot = (t) => { const d = el("span", { class: "dot " + ({ film: "box", series: "box", work: "box", essay: "box", character: "diamond", place: "triangle", organization: "hexagon", award: "star", event: "down" }[t] || "") }); d.style.color = colour(t); return d; };

  function quote(c, ev) {
    const essay = essays[c.essay];
    return el("blockquote", {}, ev[0], el("mark", {}, ev[1]), ev[2],
      el("footer", {}, essay.href ? el("a", { href: essay.href + "#claim-" + c.id }, essay.title) : essay.title, essay.author ? ` · ${essay.author}` : ""));
  }
  // "Wedding in Las Vegas": what happened, with where, when and for which film
  const happening = ({ kind, circumstances }) => el("p", { class: "happened" }, kind[0].toUpperCase() + kind.slice(1),
    ...circumstances.flatMap(([marker, text, n]) => [` ${marker} `, n === null ? text : n === state.selected ? el("b", {}, text) : goTo(n)]));
  function factOf(i, open) {
    const c = claims[i], more = c.evidence.slice(1);
    const line = el("div", { class: "fact" }, c.s === state.selected ? el("b", {}, name(c.s)) : goTo(c.s), " ", el("span", { class: "rel" }, properties[c.property].label), " ", valueOf(c),
      c.status === "asserted" ? null : el("span", { class: "badge " + c.status }, c.status + (c.who ? ` to ${c.who}` : "")),
      conflictsOf.has(i) ? el("span", { class: "badge disputed", title: WHY[conflictsOf.get(i).kind] }, "essays disagree") : null);
    const detail = el("details", {}, el("summary", {}, `${c.level}, confidence ${c.confidence.toFixed(2)}, rule ${c.rule}${more.length ? `, ${more.length} more ${more.length > 1 ? "places" : "place"}` : ""}`), ...more.map((ev) => quote(c, ev)),
      c.cue ? el("p", { class: "type" }, `said so by: “${c.cue}”`) : null);
    return el("li", { "data-claim": c.id }, line, c.happened ? happening(c.happened) : null, open && c.evidence.length ? quote(c, c.evidence[0]) : null, detail);
  }
  function clip(text, button) {
    const done = () => { const was = button.textContent; button.textContent = "Copied"; setTimeout(() => { button.textContent = was; }, 1200); };
    const area = el("textarea", { class: "sr" }); area.value = text; document.body.append(area); area.select();
    document.execCommand("copy"); area.remove(); done();
  }
  const escaped = (s) => `"${s.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;
  const turtle = (list) => [...new Set(list.filter((c) => c.status === "asserted").map((c) => `<${nodes[c.s].iri}> <${properties[c.property].iri}> ${c.o === undefined ? escaped(c.value) : `<${nodes[c.o].iri}>`} .`))].join("\n") + "\n";
  const sparql = (iri) => `SELECT ?subject ?property ?object WHERE {\n  { ?subject ?property ?object FILTER(?subject = <${iri}>) }\n  UNION\n  { ?subject ?property ?object FILTER(?object = <${iri}>) }\n}\n`;

  function showNode(i) {
    const n = nodes[i], mine = claimsOf[i].filter((k) => claimPasses(claims[k]));
    const groups = new Map();
    mine.forEach((k) => { const p = claims[k].property; if (!groups.has(p)) groups.set(p, []); groups.get(p).push(k); });
    const others = (n.aliases || []).filter((a) => a !== n.label);
    $("panel").replaceChildren(
      el("h2", {}, n.label), el("p", { class: "type" }, dot(n.type), ` ${types[n.type] || n.type}${n.nil ? ", known from these essays alone" : ""}`),
      ...(others.length ? [el("p", { class: "type" }, "also: " + others.join(", "))] : []),
      el("div", { class: "actions" },
        el("button", { type: "button", onclick: () => focus(i) }, "Focus"),
        el("button", { type: "button", "aria-pressed": String(state.pathFrom === i), onclick: () => { state.pathFrom = state.pathFrom === i ? null : i; showNode(i); $("search").focus(); } }, state.pathFrom === i ? "Path to … (choose)" : "Path to …"),
        el("button", { type: "button", onclick: (ev) => clip(n.iri, ev.target) }, "Copy IRI"),
        el("button", { type: "button", onclick: (ev) => clip(turtle(mine.map((k) => claims[k])), ev.target) }, "Copy Turtle"),
        el("button", { type: "button", onclick: (ev) => clip(sparql(n.iri), ev.target) }, "Copy SPARQL")),
      el("p", { class: "type" }, n.essays.length ? "in " + n.essays.map((e) => essays[e].title).join(" · ") : "named in no essay"),
      ...[...groups].sort((a, b) => b[1].length - a[1].length).flatMap(([p, list]) => [el("h3", {}, properties[p].label), el("ul", { class: "facts" }, ...list.slice(0, 60).map((k) => factOf(k, true)))]),
      ...(mine.length ? [] : [el("p", {}, "No claim of these essays passes the filters.")]));
    $("panel").scrollTop = 0;
  }
  function showEdge(e) {
    const list = e.claims.filter((k) => claimPasses(claims[k]));
    $("panel").replaceChildren(el("h2", {}, `${name(e.from)} – ${name(e.to)}`), el("p", { class: "type" }, `${properties[e.property].label}; said by ${e.essays.length} ${e.essays.length === 1 ? "essay" : "essays"}`, disputed(e) ? el("span", { class: "badge disputed" }, "essays disagree") : null),
      el("ul", { class: "facts" }, ...list.map((k) => factOf(k, true))));
  }
  const WHY = { AssertedAndNegated: "said here, denied there", TwoValues: "two answers where one can be right", ImpossibleDates: "dates that cannot both be right", DoubtfulDates: "dates that are hardly possible", DisjointClasses: "taken for two kinds of thing" };
  function showConflict(c) {
    return el("li", {}, el("span", { class: "badge disputed" }, WHY[c.kind] || c.kind), el("ul", { class: "facts" }, ...c.claims.map((i) => factOf(i, true))));
  }
  function top(type, most) {
    const list = nodes.filter((n) => n.type === type).sort((a, b) => b.essays.length - a.essays.length || b.weight - a.weight || a.id - b.id).slice(0, most);
    return list.length ? [el("h3", {}, dot(type), " ", { film: "Films", person: "People", character: "Characters" }[type]), el("p", { class: "names" }, ...list.flatMap((n, k) => (k ? [" · ", goTo(n.id)] : [goTo(n.id)])))] : [];
  }
  const line = (kind, text) => el("li", {}, el("span", { class: "line " + kind }), text);
  function showPage() {
    $("panel").replaceChildren(el("h2", {}, "What the essays say"), el("p", {}, "Choose a node or a line to read the sentences behind it. Double-click a node to see only what surrounds it."),
      ...top("film", 12), ...top("person", 12), ...top("character", 12),
      ...(conflicts.length ? [el("h3", {}, "Where the essays disagree"), el("ul", { class: "facts" }, ...conflicts.slice(0, 20).map(showConflict))] : []),
      el("h3", {}, "Essays"), el("ul", { class: "facts" }, ...essays.map((s) => el("li", {}, s.href ? el("a", { href: s.href }, s.title) : s.title, s.author ? ` · ${s.author}` : ""))),
      el("h3", {}, "Lines"), el("ul", { class: "facts" }, line("asserted", "said as a fact"), line("attributed", "attributed to somebody"), line("hypothetical", "a theory, a wish, a maybe"), line("negated", "denied, or in dispute")));
  }

  // ---- moving about -------------------------------------------------------------------------
  const remember = (address) => { try { history.replaceState(null, "", address); } catch { /* a frame without an address of its own */ } };
  function select(i, move) {
    if (state.pathFrom !== null && state.pathFrom !== i) return showPath(state.pathFrom, i);
    state.selected = i; state.edge = null;
    if (state.path.length && !state.path.includes(i)) state.path = [];
    if (state.trail.length && !nodeSet.get(i)) { focus(i); return; }
    draw(); showNode(i);
    if (nodeSet.get(i)) { network.selectNodes([i], false); if (move) network.focus(i, { scale: Math.max(network.getScale(), 0.8), animation: still ? false : { duration: 250 } }); }
    if (decodeURIComponent(location.hash.slice(1)) !== nodes[i].iri) remember("#" + nodes[i].iri);
  }
  function clear() {
    state.selected = null; state.edge = null; state.pathFrom = null; state.path = []; network.unselectAll(); draw(); showPage();
    remember(location.pathname + location.search);
  }
  function focus(i) { state.path = []; if (state.trail[state.trail.length - 1] !== i) state.trail.push(i); state.selected = i; state.edge = null; draw(); showNode(i); fit(); remember("#" + nodes[i].iri); }
  function back() { state.trail.pop(); const i = state.trail[state.trail.length - 1]; state.selected = i ?? null; draw(); if (i === undefined) showPage(); else showNode(i); fit(); }
  function drawTrail() {
    const trail = $("trail");
    trail.hidden = !state.trail.length;
    trail.replaceChildren(el("button", { type: "button", onclick: () => { state.trail = []; draw(); fit(); } }, "Whole graph"),
      ...state.trail.map((i, k) => el("button", { type: "button", "aria-current": k === state.trail.length - 1 ? "true" : null, onclick: () => { state.trail.length = k + 1; select(i, false); fit(); } }, short(name(i)))),
      el("button", { type: "button", "aria-label": "Back", onclick: back }, "←"),
      el("label", {}, "steps ", el("select", { "aria-label": "Steps around the focus", onchange: (ev) => { state.depth = Number(ev.target.value); draw(); fit(); } }, ...[1, 2, 3].map((d) => el("option", { value: d, selected: d === state.depth }, d)))));
  }
  function showPath(from, to) {
    const passing = new Set(edges.filter((e) => !e.covered && edgePasses(e)).map((e) => e.id)), before = new Map([[from, null]]);
    for (const queue = [from]; queue.length && !before.has(to);) { const n = queue.shift(); for (const m of neighbours(n, passing)) if (!before.has(m)) { before.set(m, n); queue.push(m); } }
    state.pathFrom = null; state.trail = [];
    if (!before.has(to)) { $("panel").replaceChildren(el("h2", {}, "No path"), el("p", {}, `Nothing that the filters let through joins ${name(from)} and ${name(to)}.`)); return; }
    state.path = []; for (let n = to; n !== null; n = before.get(n)) state.path.unshift(n);
    state.selected = null; draw(); fit();
    $("panel").replaceChildren(el("h2", {}, `${name(from)} to ${name(to)}`), el("p", { class: "type" }, `${state.path.length - 1} steps`),
      el("ul", { class: "facts" }, ...state.path.slice(1).flatMap((n, k) => {
        const e = linksOf[n].map((i) => edges[i]).find((x) => passing.has(x.id) && (x.from === state.path[k] || x.to === state.path[k]));
        return e.claims.slice(0, 1).map((i) => factOf(i, true));
      })));
  }
  network.on("click", (at) => {
    if (at.nodes.length) select(at.nodes[0], false);
    else if (at.edges.length) { const e = edges[at.edges[0]]; state.selected = null; state.edge = e.id; draw(); showEdge(e); }
    else clear();
  });
  network.on("doubleClick", (at) => { if (at.nodes.length) focus(at.nodes[0]); });

  // ---- search -------------------------------------------------------------------------------
  let hits = [], chosen = -1;
  function found(q) {
    const want = fold(q.trim());
    if (!want) return [];
    const scored = [];
    index.forEach((names, i) => {
      if (nodes[i].type === "performance") return;
      const s = Math.max(...names.map((n) => (n === want ? 4 : n.startsWith(want) ? 3 : n.includes(" " + want) ? 2 : n.includes(want) ? 1 : 0)));
      if (s) scored.push([s, nodes[i].weight, i]);
    });
    return scored.sort((a, b) => b[0] - a[0] || b[1] - a[1] || a[2] - b[2]).slice(0, 30).map((x) => x[2]);
  }
  function showHits() {
    $("hits").hidden = !hits.length;
    $("search").setAttribute("aria-expanded", String(hits.length > 0));
    $("hits").replaceChildren(...hits.map((i, k) => el("li", { role: "option", id: "hit-" + k, "aria-selected": String(k === chosen), onmousedown: (ev) => { ev.preventDefault(); take(i); } },
      dot(nodes[i].type), short(name(i)), el("span", { class: "rel" }, types[nodes[i].type] || nodes[i].type))));
    if (chosen >= 0) { $("search").setAttribute("aria-activedescendant", "hit-" + chosen); $("hits").children[chosen].scrollIntoView({ block: "nearest" }); } else $("search").removeAttribute("aria-activedescendant");
  }
  function take(i) { hits = []; chosen = -1; showHits(); $("search").value = name(i); state.off.type.delete(nodes[i].type); select(i, true); }
  $("search").addEventListener("input", (ev) => { hits = found(ev.target.value); chosen = hits.length ? 0 : -1; showHits(); });
  $("search").addEventListener("blur", () => { hits = []; showHits(); });
  $("search").addEventListener("keydown", (ev) => {
    if (ev.key === "ArrowDown" || ev.key === "ArrowUp") { ev.preventDefault(); if (hits.length) { chosen = (chosen + (ev.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length; showHits(); } }
    else if (ev.key === "Enter" && chosen >= 0) take(hits[chosen]);
    else if (ev.key === "Escape") { hits = []; showHits(); ev.target.value = ""; }
  });

  // ---- filters ------------------------------------------------------------------------------
  const tally = (list) => list.reduce((m, k) => m.set(k, (m.get(k) || 0) + 1), new Map());
  function boxes(kind, entries) {
    $("f-" + kind).append(...entries.map(([key, text, count, mark]) => el("label", {}, el("input", { type: "checkbox", checked: true, "data-kind": kind, value: key, onchange: (ev) => {
      state.off[kind][ev.target.checked ? "delete" : "add"](key); draw(); if (state.selected !== null) showNode(state.selected);
    } }), mark || null, el("span", {}, text), el("span", { class: "n" }, count))));
  }
  const perType = tally(nodes.map((n) => n.type));
  boxes("type", Object.keys(types).filter((t) => perType.has(t) && t !== "performance").map((t) => [t, types[t], perType.get(t), dot(t)]));
  const perStatus = tally(claims.map((c) => c.status)), perLevel = tally(claims.map((c) => c.level)), perEssay = tally(claims.map((c) => c.essay)), perProperty = tally(edges.filter((e) => e.property !== "performance").map((e) => e.property));
  boxes("status", STATUSES.filter((s) => perStatus.has(s)).map((s) => [s, s, perStatus.get(s)]));
  boxes("level", LEVELS.filter((s) => perLevel.has(s)).map((s) => [s, { production: "the making", diegetic: "the story", critical: "the criticism" }[s], perLevel.get(s)]));
  boxes("essay", essays.map((s, i) => [String(i), s.title, perEssay.get(i) || 0]));
  boxes("property", [...perProperty].sort((a, b) => b[1] - a[1]).map(([p, n]) => [p, properties[p].label, n]));
  $("support").max = maxSupport;
  for (const id of ["confidence", "support", "degree"]) $(id).addEventListener("input", (ev) => { state[id] = Number(ev.target.value); $(id + "-out").textContent = ev.target.value; draw(); });
  $("reset").addEventListener("click", () => {
    Object.values(state.off).forEach((s) => s.clear()); Object.assign(state, { confidence: 0, support: 1, degree: 0 });
    document.querySelectorAll("#filters input[type=checkbox]").forEach((b) => { b.checked = true; });
    for (const [id, v] of [["confidence", 0], ["support", 1], ["degree", 0]]) { $(id).value = v; $(id + "-out").textContent = v; }
    draw();
  });

  // ---- tools --------------------------------------------------------------------------------
  $("filters-toggle").addEventListener("click", (ev) => { const open = $("filters").classList.toggle("open"); ev.target.setAttribute("aria-expanded", String(open)); });
  $("fit").addEventListener("click", fit);
  $("hulls").addEventListener("click", (ev) => { state.hulls = !state.hulls; ev.target.setAttribute("aria-pressed", String(state.hulls)); network.redraw(); });
  $("theme").addEventListener("click", () => { document.documentElement.dataset.theme = dark() ? "light" : "dark"; draw(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  $("png").addEventListener("click", () => {
    const from = $("network").querySelector("canvas"), to = el("canvas", { width: from.width, height: from.height }), c = to.getContext("2d");
    c.fillStyle = css("--paper"); c.fillRect(0, 0, to.width, to.height); c.drawImage(from, 0, 0);
    el("a", { href: to.toDataURL("image/png"), download: "graph.png" }).click();
  });
  document.addEventListener("keydown", (ev) => {
    if (ev.target.matches("input, select, textarea") || ev.ctrlKey || ev.metaKey || ev.altKey) return;
    const keys = { "/": () => { ev.preventDefault(); $("search").focus(); }, Escape: () => (state.trail.length ? back() : clear()), 0: fit, h: () => $("hulls").click() };
    keys[ev.key]?.();
  });
  function follow() {
    const n = byIri.get(decodeURIComponent(location.hash.slice(1))) || byIri.get(location.hash.slice(1));
    if (n) select(n.id, true);
    return Boolean(n);
  }
  window.addEventListener("hashchange", follow);

  draw(); fit();
  if (!follow()) showPage();
  window.graphbuild = { labelled: labels.placed, nodes, edges, claims, essays, state, select: (iri) => byIri.has(iri) && select(byIri.get(iri).id, true), where: (iri) => network.canvasToDOM(network.getPosition(byIri.get(iri).id)), network };
  document.documentElement.dataset.ready = "true";
})();
