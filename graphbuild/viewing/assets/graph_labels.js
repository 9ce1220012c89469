"use strict";
/* Labels of the graph: one size at every zoom, the weightiest first, none over another.
   What it draws upon is given; it keeps only what is to be drawn and where it stands. */
const graphLabels = ({ network, nodes, properties, state, css, short, sizeOf, strongest, disputed, tintOf }) => {
  const $ = (id) => document.getElementById(id);
  const CELL = 8, MOST = 260;
  let order = [], pairs = [], near = null, placed = [];
  function set(shown, drawn, about) {
    near = about;
    const rank = (n) => (n.id === state.selected ? 1e6 : 0) + (near?.has(n.id) ? 1e4 : 0) + n.weight * (n.type === "film" ? 2 : 1);
    order = [...shown].map((i) => nodes[i]).filter((n) => n.type !== "performance").sort((a, b) => rank(b) - rank(a) || a.id - b.id);
    const between = new Map(), said = (e) => e.property !== "performance" && (drawn.length <= 60 || e.id === state.edge || e.from === state.selected || e.to === state.selected);
    for (const e of drawn.filter(said)) { const k = Math.min(e.from, e.to) + "-" + Math.max(e.from, e.to); if (!between.has(k)) between.set(k, []); between.get(k).push(e); }
    const most = (e) => (strongest(e) === "asserted" ? 1000 : 0) + e.essays.length * 100 + e.claims.length;
    pairs = [...between.values()].map((list) => list.sort((a, b) => most(b) - most(a) || a.id - b.id));
  }
  function draw(canvas) {
    const scale = network.getScale(), corner = network.DOMtoCanvas({ x: 0, y: 0 }), box = $("network").getBoundingClientRect(), words = new Set(), marks = new Set();
    const at = (n) => ({ x: (n.x - corner.x) * scale, y: (n.y - corner.y) * scale });
    const inside = (p) => p.x > -40 && p.y > -20 && p.x < box.width + 40 && p.y < box.height + 20;
    const each = (x, y, w, h, f) => { for (let i = Math.floor(x / CELL); i <= Math.floor((x + w) / CELL); i++) for (let j = Math.floor(y / CELL); j <= Math.floor((y + h) / CELL); j++) if (f(i * 65536 + j)) return true; return false; };
    const whole = (x, w) => x >= 2 && x + w <= box.width - 2;
    const free = (x, y, w, h, over) => whole(x, w) && !each(x, y, w, h, (k) => words.has(k) || (!over && marks.has(k)));
    const take = (set, x, y, w, h) => each(x, y, w, h, (k) => { set.add(k); return false; });
    const write = (text, x, y, size, colour, bold) => {
      canvas.font = `${bold ? "600 " : ""}${size / scale}px system-ui, "DejaVu Sans", sans-serif`; canvas.lineWidth = 3.5 / scale; canvas.strokeStyle = css("--paper"); canvas.fillStyle = colour;
      const wx = x / scale + corner.x, wy = y / scale + corner.y;
      canvas.strokeText(text, wx, wy); canvas.fillText(text, wx, wy);
    };
    const wide = (text, size, bold) => { canvas.font = `${bold ? "600 " : ""}${size}px system-ui, "DejaVu Sans", sans-serif`; return canvas.measureText(text).width; };
    canvas.save(); canvas.textAlign = "center"; canvas.textBaseline = "middle"; canvas.lineJoin = "round";
    const seen = order.map((n) => ({ n, p: at(n), r: sizeOf(n) * scale })).filter((o) => inside(o.p));
    if (seen.length < 1500) seen.forEach(({ p, r }) => take(marks, p.x - r * 0.7, p.y - r * 0.7, r * 1.4, r * 1.4));
    let left = MOST; placed = [];
    for (const { n, p, r } of seen) {
      if (!left) break;
      const bold = n.type === "film" || n.type === "series" || n.id === state.selected, size = (bold ? 14 : 12.5) - (box.width < 500 ? 2 : 0), text = short(n.label, 30), w = wide(text, size, bold), h = size + 2, gap = r + 4;
      const places = [[p.x, p.y + gap + h / 2], [p.x, p.y - gap - h / 2], [p.x + gap + w / 2, p.y], [p.x - gap - w / 2, p.y]];
      const fits = (over) => places.find(([x, y]) => free(x - w / 2, y - h / 2, w, h, over));
      const place = fits(false) || (bold || left > MOST - 30 ? fits(true) : null) || (n.id === state.selected ? places[0] : null);
      if (!place) continue;
      take(words, place[0] - w / 2, place[1] - h / 2, w, h); left--; placed.push([place[0] - w / 2, place[1] - h / 2, w, h]);
      canvas.globalAlpha = near && !near.has(n.id) ? 0.35 : 1;
      write(text, place[0], place[1], size, css("--ink"), bold);
    }
    for (const edges of pairs) {
      const point = network.body.edges[edges[0].id]?.edgeType?.getPoint?.(0.5);
      if (!point) continue;
      const p = at(point), lines = edges.map((e) => [properties[e.property].label, strongest(e) === "asserted" && !disputed(e) ? css("--soft") : tintOf(e)]);
      for (const some of [lines, [[lines[0][0] + (lines.length > 1 ? ` +${lines.length - 1}` : ""), lines[0][1]]]]) {
        const w = Math.max(...some.map(([t]) => wide(t, 11))), h = 13 * some.length;
        if (!free(p.x - w / 2, p.y - h / 2, w, h)) continue;
        take(words, p.x - w / 2, p.y - h / 2, w, h);
        canvas.globalAlpha = near && !(near.has(edges[0].from) && near.has(edges[0].to)) ? 0.3 : 1;
        some.forEach(([t, c], i) => write(t, p.x, p.y - h / 2 + 13 * (i + 0.5), 11, c));
        break;
      }
    }
    canvas.restore();
  }
  return { set, draw, placed: () => placed };
};
