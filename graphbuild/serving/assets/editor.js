"use strict";
(async () => {
  const prefixes = await (await fetch("/assets/prefixes.json")).json();
  const endpoint = new URL("/sparql", location.href).href;
  const questions = [...document.querySelectorAll("button.question")];
  // a query with the prefixes that it uses written out, so that it can be taken elsewhere
  const whole = (query) => Object.entries(prefixes).filter(([p]) => new RegExp(`(^|[\\s(;,/^|])${p}:`).test(query))
    .map(([p, iri]) => `PREFIX ${p}: <${iri}>\n`).join("") + query;
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = whole(questions[0].dataset.query);
  const yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: { endpoint, method: "POST", acceptHeaderGraph: "text/turtle" },
    yasr: { prefixes }, copyEndpointOnNewTab: true, persistenceId: null, endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
  });
  questions.forEach((button) => button.addEventListener("click", () => {
    const tab = yasgui.getTab();
    tab.setName(button.dataset.name);
    tab.setQuery(whole(button.dataset.query));
    tab.query();
  }));
  // on a narrow screen the rows are below the questions and the query
  yasgui.on("queryResponse", () => {
    if (matchMedia("(max-width: 50rem)").matches) setTimeout(() => document.querySelector(".tabPanel.active .yasr").scrollIntoView(), 100);
  });
  // entities of this graph are shown by this server, whatever their base is
  const base = prefixes.film && prefixes.film.slice(0, -"film/".length);
  document.getElementById("editor").addEventListener("click", (ev) => {
    const link = ev.target.closest("a[href]");
    if (link && base && link.href.startsWith(base)) { ev.preventDefault(); window.open("/" + link.href.slice(base.length)); }
  }, true);
  window.yasgui = yasgui;
  document.documentElement.dataset.ready = "true";
})();
