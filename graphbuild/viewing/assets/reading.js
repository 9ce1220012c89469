"use strict";
(() => {
  const { mentions, types, root, linked } = JSON.parse(document.getElementById("mentions").textContent);
  const card = document.getElementById("card");
  const el = (tag, attributes = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attributes)) k.startsWith("on") ? e.addEventListener(k.slice(2), v) : e.setAttribute(k, v);
    e.append(...children.filter((c) => c !== null));
    return e;
  };
  const clear = (name) => document.querySelectorAll("." + name).forEach((e) => e.classList.remove(name));
  const pieces = (i) => document.querySelectorAll(`[data-m="${i}"]`);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (e) => e && e.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });

  function open(i) {
    const m = mentions[i];
    clear("same");
    const same = mentions.flatMap((x, k) => (x.iri === m.iri ? [k] : []));
    same.forEach((k) => pieces(k).forEach((e) => e.classList.add("same")));
    card.replaceChildren(...[
      el("button", { type: "button", "aria-label": "Close", onclick: close }, "×"),
      el("h2", {}, m.label),
      el("p", {}, `${types[m.type] || m.type}${m.nil ? ", known from this essay alone" : ""} · “${m.text}” · score ${m.score.toFixed(2)}`),
      el("p", {}, m.reason),
      m.before === undefined ? null : el("p", {}, "stands for ", el("a", { href: "#m" + m.before, onclick: (ev) => { ev.preventDefault(); open(m.before); show(pieces(m.before)[0]); } }, mentions[m.before].text)),
      m.others.length ? el("p", {}, "Not chosen:") : null,
      m.others.length ? el("ul", {}, ...m.others.map((c) => el("li", {}, `${c.label} (${types[c.type] || c.type}, ${c.score.toFixed(2)}): ${c.reason}`))) : null,
      el("p", {}, `${same.length} ${same.length === 1 ? "mention" : "mentions"}: `, ...same.slice(0, 40).flatMap((k) => [el("a", { href: "#m" + k, onclick: (ev) => { ev.preventDefault(); show(pieces(k)[0]); } }, mentions[k].text), " "])),
      linked ? el("p", {}, el("a", { href: `${root}graph.html#${m.iri}` }, "Show in the graph")) : null,
    ].filter((c) => c !== null));
    card.hidden = false;
  }
  function close() { card.hidden = true; clear("same"); }
  function light(note) {
    clear("lit"); note.classList.add("lit");
    const lit = [...document.querySelectorAll("[data-c]")].filter((e) => e.dataset.c.split(" ").includes(note.dataset.n));
    lit.forEach((e) => e.classList.add("lit"));
    show(lit[0] || note);
  }
  const act = (target) => {
    const mention = target.closest("[data-m]"), note = target.closest(".note");
    if (mention) open(Number(mention.dataset.m));
    else if (note && !target.closest("a")) light(note);
    else if (!target.closest("#card")) close();
  };
  document.addEventListener("click", (ev) => act(ev.target));
  document.addEventListener("keydown", (ev) => { if (ev.key === "Escape") close(); else if (ev.key === "Enter" && !ev.target.matches("a, button")) act(ev.target); });
  function follow() {
    const to = decodeURIComponent(location.hash.slice(1)), note = to.startsWith("claim-") && document.getElementById(to);
    if (note) { light(note); return; }
    const i = mentions.findIndex((m) => m.iri === to);
    if (i >= 0) { open(i); show(pieces(i)[0]); }
  }
  window.addEventListener("hashchange", follow);
  follow();
})();
