"use strict";
// What comes back from the endpoint, as a table, and the sentences behind each row.

const el = (id) => document.getElementById(id);
const data = JSON.parse(el("data").textContent);

// Elements are made of text nodes only: nothing that an article says is ever read as markup.
function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const many = (count, one, more = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

// -- terms ---------------------------------------------------------------------------------------------------------

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"].map((name) => XSD + name));
const OWN = ["e", "doc", "st", "ev", "rel", "kg"];
const namespaces = Object.entries(data.prefixes).sort((a, b) => b[1].length - a[1].length);
const labels = new Map(data.terms.map(([name, , label]) => [data.prefixes.kg + name.slice(3), label]));

const kindOf = (iri) => OWN.find((prefix) => iri.startsWith(data.prefixes[prefix]));

function compact(iri) {
  const found = namespaces.find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

// As a query has it; whole where its name would need an escape.
function inQuery(iri) {
  const name = compact(iri);
  return name !== iri && /^\w+:[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u.test(name) ? name : `<${iri}>`;
}

// Its own page, or the web; whatever else an IRI may be is not for a browser to follow.
function linkOf(iri) {
  const kind = kindOf(iri);
  if (!kind) return /^https?:\/\//.test(iri) ? iri : "";
  const path = iri.slice(data.base.length);
  return kind !== "kg" && /^[\p{L}\p{N}_./-]+$/u.test(path) && !path.includes("..") ? `/${path}` : `/id?iri=${encodeURIComponent(iri)}`;
}

function nameOf(iri) {
  const kind = kindOf(iri);
  if (labels.has(iri)) return labels.get(iri);
  if (kind === "st") return compact(iri).replace(/^(st:[0-9a-f]{8})[0-9a-f]{4,}$/, "$1…");
  if (!kind || kind === "kg") return compact(iri);
  const local = iri.slice(data.prefixes[kind].length);
  try {
    return decodeURIComponent(local).replaceAll("_", " ");
  } catch {
    return local;
  }
}

// In the syntax of N-Triples; nothing for what names nothing outside of this answer.
function ntriples(cell) {
  if (cell.type === "uri") return `<${cell.value}>`;
  if (cell.type !== "literal" && cell.type !== "typed-literal") return "";
  const escaped = cell.value.replace(/[\\"\n\r]/g, (sign) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" })[sign]);
  return `"${escaped}"${cell["xml:lang"] ? `@${cell["xml:lang"]}` : cell.datatype ? `^^<${cell.datatype}>` : ""}`;
}

function textOf(cell) {
  if (!cell) return "";
  if (cell.type === "uri") return nameOf(cell.value);
  if (cell.type === "triple") return `« ${["subject", "predicate", "object"].map((part) => textOf(cell.value[part])).join(" ")} »`;
  return cell.type === "bnode" ? `_:${cell.value}` : cell.value;
}

// The elements that show an IRI, to be named anew when its label has come.
let shown = new Map();

function show(cell) {
  if (!cell) return h("span", { class: "unbound", title: "not bound" }, "–");
  if (cell.type !== "uri") {
    const kind = cell["xml:lang"] ? `@${cell["xml:lang"]}` : cell.datatype ? compact(cell.datatype) : cell.type === "bnode" ? "blank node" : "text";
    const number = NUMBERS.has(cell.datatype);
    return h("span", { class: number ? "number" : "text", title: kind, lang: cell["xml:lang"] }, textOf(cell));
  }
  const link = linkOf(cell.value);
  const title = compact(cell.value);
  const node = link ? h("a", { href: link, title, class: `entity ${kindOf(cell.value) ?? ""}`, rel: link.startsWith("/") ? null : "noopener noreferrer" }, nameOf(cell.value))
    : h("span", { title }, nameOf(cell.value));
  if (!shown.has(cell.value)) shown.set(cell.value, []);
  shown.get(cell.value).push(node);
  return node;
}

// -- asking --------------------------------------------------------------------------------------------------------

async function ask(sparql, { accept = "application/sparql-results+json, text/turtle;q=0.9", signal } = {}) {
  const response = await fetch("/sparql", { method: "POST", headers: { accept }, body: new URLSearchParams({ query: sparql }), signal });
  if (response.ok) return response;
  const said = await response.text();
  let message = said;
  try {
    message = JSON.parse(said).error ?? said;
  } catch {
    // Plain words, as most errors are.
  }
  throw new Error(message.trim().slice(0, 2000) || `The server answers with status ${response.status}`);
}

const rowsOf = async (sparql, options) => (await (await ask(sparql, options)).json()).results.bindings;

// Labels of what is shown by its IRI, asked for in one go.
async function fetchLabels() {
  const wanted = [...shown.keys()].filter((iri) => ["e", "doc", "ev", "rel"].includes(kindOf(iri)) && !labels.has(iri) && !iri.includes("#"));
  for (let at = 0; at < wanted.length; at += 300) {
    const values = wanted.slice(at, at + 300).map((iri) => `<${iri}>`).join(" ");
    const rows = await rowsOf(`SELECT ?x ?label WHERE { VALUES ?x { ${values} } { ?x rdfs:label ?label } UNION { GRAPH g:ontology { ?x rdfs:label ?label } } }`).catch(() => []);
    for (const { x, label } of rows) {
      labels.set(x.value, label.value);
      for (const node of shown.get(x.value) ?? []) node.textContent = label.value;
    }
  }
}

// -- the sentences behind a row ------------------------------------------------------------------------------------

// Offsets count characters, not the halves of them that JavaScript counts.
function marked(letters, spans, from = 0, to = letters.length) {
  const words = (start, end) => letters.slice(start, end).join("");
  const parts = [];
  let at = from;
  const sorted = spans.slice().sort((a, b) => a.start - b.start || b.end - a.end);
  while (sorted.length) {
    const span = sorted.shift();
    const start = Math.max(span.start, at), end = Math.min(span.end, to);
    if (start >= end) continue;
    parts.push(words(at, start));
    const inside = [];
    while (sorted.length && sorted[0].start < end) inside.push(sorted.shift());
    parts.push(h("mark", { class: span.part, title: span.part }, marked(letters, inside, start, end)));
    for (const other of inside) if (other.end > end) sorted.unshift({ ...other, start: end });
    at = end;
  }
  parts.push(words(at, to));
  return parts;
}

const thing = ({ label, link }) => (link ? h("a", { href: link, class: "entity" }, label) : h("span", { class: "literal" }, label));

function figure({ sentence, marks, article }) {
  return h("figure", {},
    h("blockquote", { cite: article.iri }, marked(Array.from(sentence), marks)),
    h("figcaption", {}, h("cite", {}, h("a", { href: article.link }, article.title)),
      article.date && [" · ", h("time", { datetime: article.date }, article.date)],
      article.address ? [" · ", h("a", { href: article.address, rel: "noopener noreferrer" }, "source")] : article.source && ` · ${article.source}`));
}

function telling(one) {
  const speakers = one.speakers.flatMap((speaker, at) => [at ? ", quoting " : "", thing(speaker)]);
  return h("article", { class: "card" },
    h("h3", {}, thing(one.subject), " ", h("span", { class: "relation" }, one.predicate.label), " ", one.object && thing(one.object)),
    h("p", { class: "stance" }, h("span", { class: `chip ${one.tone}` }, one.stance), " by ", h("span", { class: "speaker" }, speakers.length ? speakers : "the article itself"),
      one.disputed && [" ", h("span", { class: "disputed" }, "disputed")]),
    one.quotes.map(figure),
    h("dl", {},
      h("div", {}, h("dt", {}, "polarity"), " ", h("dd", {}, one.polarity)),
      h("div", {}, h("dt", {}, "modality"), " ", h("dd", {}, one.modality)),
      h("div", {}, h("dt", {}, "confidence"), " ", h("dd", {}, one.confidence.toFixed(2))),
      h("div", {}, h("a", { href: one.link }, "statement"))));
}

const LONGEST_TERM = 800, MOST_TERMS = 20;

async function sentences(cells, relations) {
  const row = cells.map((cell) => (cell && cell.value.length <= LONGEST_TERM ? ntriples(cell) : "")).filter(Boolean).slice(0, MOST_TERMS);
  const terms = [...row, ...relations.filter((relation) => !row.includes(relation)).slice(0, MOST_TERMS)];
  if (!terms.length) return [h("p", { class: "facts" }, "There is nothing in this row that a sentence could be found by.")];
  const response = await fetch(`/sentences?${new URLSearchParams(terms.map((term) => ["term", term]))}`);
  if (!response.ok) throw new Error((await response.text()).slice(0, 500) || `The server answers with status ${response.status}`);
  const found = await response.json();
  if (!found.length) return [h("p", { class: "facts" }, "No statement names what stands in this row. Numbers and counts have no sentences; add ?statement to the query to see those behind them.")];
  const isNamed = found.some((one) => row.includes(`<${one.iri}>`));
  const most = Math.max(...found.map((one) => one.covers.filter((at) => at < row.length).length));
  const note = isNamed ? "" : most < 1 ? "What stands in this row has no sentences of its own; these are the surest with the relations that the query names."
    : most < 2 && row.length > 1 && !relations.length ? "No statement joins what stands in this row; these are the surest of a part of it." : "";
  return [note && h("p", { class: "facts" }, note), ...found.map(telling)].filter(Boolean);
}

async function toggleSentences(button, row, cells, relations) {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) return row.nextElementSibling.remove();
  const inside = h("div", { class: "sentences" }, h("p", { class: "facts" }, "Looking for the sentences …"));
  row.after(h("tr", { class: "behind", role: "row" }, h("td", { role: "cell", colspan: cells.length + 1 }, inside)));
  try {
    inside.replaceChildren(...await sentences(cells, relations));
  } catch (error) {
    inside.replaceChildren(h("p", { class: "error" }, error.message));
  }
}

// -- the table -----------------------------------------------------------------------------------------------------

const FIRST_ROWS = 200, MORE_ROWS = 1000;
const order = new Intl.Collator("en", { numeric: true });

function compare(a, b) {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  if (NUMBERS.has(a.datatype) && NUMBERS.has(b.datatype)) return Number(a.value) - Number(b.value);
  return order.compare(textOf(a), textOf(b));
}

function table({ head, results }, relations) {
  const columns = head.vars, all = results.bindings;
  let rows = all, by = null, down = false;
  const body = h("tbody", { role: "rowgroup" }), more = h("p", { class: "more" });

  const line = (binding) => {
    const cells = columns.map((name) => binding[name]);
    const button = h("button", { type: "button", class: "why", "aria-expanded": "false", title: "The sentences behind this row" }, "sentences");
    // The roles keep it a table for screen readers where a small screen shows rows as cards.
    const row = h("tr", { role: "row" }, columns.map((name, at) => h("td", { role: "cell", "data-name": name }, show(cells[at]))), h("td", { role: "cell", class: "behind-button" }, button));
    button.addEventListener("click", () => toggleSentences(button, row, cells, relations));
    return row;
  };
  const add = (count) => {
    const done = body.querySelectorAll(":scope > tr:not(.behind)").length;
    body.append(...rows.slice(done, done + count).map(line));
    const rest = rows.length - done - count;
    more.replaceChildren(...(rest > 0 ? [h("button", { type: "button", class: "button", onclick: () => add(MORE_ROWS) }, `Show ${many(Math.min(rest, MORE_ROWS), "more row")} of ${rest.toLocaleString("en")}`)] : []));
    fetchLabels();
  };
  const fill = () => {
    shown = new Map();
    body.replaceChildren();
    add(FIRST_ROWS);
  };
  const heads = columns.map((name) => h("th", { scope: "col", role: "columnheader" }, h("button", { type: "button", class: "sort", title: "Sort by this column", onclick: () => sort(name) }, `?${name}`)));
  function sort(name) {
    down = by === name ? !down : false;
    by = name;
    rows = all.slice().sort((a, b) => compare(a[name], b[name]) * (down ? -1 : 1));
    columns.forEach((column, at) => {
      if (column === name) heads[at].setAttribute("aria-sort", down ? "descending" : "ascending");
      else heads[at].removeAttribute("aria-sort");
    });
    fill();
  }
  fill();
  return [h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Table of the answer" }, h("table", { role: "table" }, h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads, h("th", { scope: "col", role: "columnheader" }, h("span", { class: "unseen" }, "Sentences")))), body)), more];
}
