// What surrounds the picture: search, evidence, filters, table, paths, export, and the state in the address.

const state = { entity: null, line: null, path: [], table: false, dark: matchMedia("(prefers-color-scheme: dark)").matches, themed: false };
const panel = el("panel");

// Elements are made of text nodes only: nothing that an article says is ever read as markup.
function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") node.addEventListener("click", value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const many = (count, one, more = `${one}s`) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : more}`;

// -- evidence ------------------------------------------------------------------------------------------------------

// The sentence with its spans marked; a span inside another is marked inside it.
function marked(text, spans, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  const sorted = spans.slice().sort((a, b) => a.start - b.start || b.end - a.end);
  while (sorted.length) {
    const span = sorted.shift();
    const start = Math.max(span.start, at), end = Math.min(span.end, to);
    if (start >= end) continue;
    parts.push(text.slice(at, start));
    const inside = [];
    while (sorted.length && sorted[0].start < end) inside.push(sorted.shift());
    parts.push(h("mark", { class: span.part, title: span.part }, marked(text, inside, start, end)));
    // What runs past the end of the outer span goes on after it.
    for (const span of inside) if (span.end > end) sorted.unshift({ ...span, start: end });
    at = end;
  }
  parts.push(text.slice(at, to));
  return parts;
}

function quote([sentence, ...spans]) {
  const { text, document: number } = graph.sentences[sentence];
  const article = graph.documents[number];
  const parts = ["subject", "relation", "object"].flatMap((part, at) => spans[at] ? [{ part, start: spans[at][0], end: spans[at][1] }] : []);
  const link = /^https?:\/\//.test(article.source ?? "");
  return h("figure", {},
    h("blockquote", { cite: article.iri }, marked(text, parts)),
    h("figcaption", {}, link ? h("a", { href: article.source, rel: "noopener noreferrer", target: "_blank" }, article.title) : h("cite", {}, article.title),
      article.title !== article.id && ` · ${article.id}`, article.date && ` · ${article.date}`));
}

const chip = (statement) => h("span", { class: `chip ${statement.fact ? "fact" : statement.polarity === "Negative" ? "denied" : "unreal"}` }, statement.fact ? "told as fact" : statement.stance);
const jump = (number) => h("button", { type: "button", class: "entity", onclick: () => chooseEntity(number) }, nameOf(number));
const mention = (node) => Number.isInteger(node) ? jump(node) : h("span", {}, nameOf(node));

function target(statement) {
  const { object } = statement;
  if (Number.isInteger(object)) return jump(object);
  if (typeof object === "string" && object.startsWith("st:")) {
    const inner = graph.byId.get(object.slice(3));
    if (inner) return h("span", { class: "inner" }, triple(inner), " ", chip(inner));
  }
  return h("span", { class: "literal" }, statement.label || nameOf(object));
}

const triple = (statement) => [jump(statement.subject), " ", h("span", { class: "relation" }, statement.relation), " ", target(statement)];

function voice(statement) {
  const speaker = statement.by.length
    ? statement.by.flatMap((node, at) => [at ? ", quoting " : null, mention(node)])
    : [h("span", {}, NARRATOR)];
  const pair = (name, value) => h("div", {}, h("dt", {}, `${name}: `), h("dd", {}, value));
  return h("div", { class: "voice" },
    h("p", { class: "stance" }, chip(statement), " by ", h("span", { class: "speaker" }, speaker)),
    statement.evidence.map(quote),
    h("dl", {},
      pair("polarity", statement.polarity),
      pair("modality", statement.modality),
      statement.certainty !== "Certain" && pair("certainty", statement.certainty),
      statement.roles.map(([role, node]) => pair(role, mention(node))),
      statement.event && pair("event", statement.event.toLowerCase()),
      pair("confidence", statement.confidence.toFixed(2)),
      statement.unbound.length > 0 && pair("not told who or what", statement.unbound.join(", ")),
      pair("rule", statement.rule)));
}

const backing = (statements) => new Set(statements.filter((s) => s.fact).flatMap((s) => s.documents)).size;

// All that is said about one triple, the voices for and against it together.
function cards(statements, most = 40) {
  const groups = new Map();
  for (const s of statements) {
    const key = JSON.stringify([s.subject, s.predicate, s.object]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(s);
  }
  const sorted = [...groups.values()].map((group) => group.sort((a, b) => b.fact - a.fact || b.documents.length - a.documents.length))
    .sort((a, b) => b[0].fact - a[0].fact || b.length - a.length || a[0].index - b[0].index);
  const render = (group) => h("article", { class: "card" },
    h("h3", {}, triple(group[0])),
    backing(group) > 1 && h("p", { class: "facts" }, `told as fact in ${many(backing(group), "article")}`),
    group.some((s) => s.disputes.length) && h("p", { class: "disputed" }, "Disputed: the sources do not agree."),
    group.map(voice));
  const rest = sorted.slice(most);
  const shown = sorted.slice(0, most).map(render);
  if (rest.length) {
    const more = h("button", { type: "button", class: "more", onclick: () => more.replaceWith(...rest.map(render)) }, `Show ${many(rest.length, "more statement")}`);
    shown.push(more);
  }
  return shown;
}

const key = () => h("p", { class: "key", "aria-label": "Marks" }, h("mark", { class: "subject" }, "subject"), " ", h("mark", { class: "relation" }, "relation"), " ", h("mark", { class: "object" }, "object"));

function show(...content) {
  panel.replaceChildren(
    h("button", { type: "button", class: "close", "aria-label": "Close evidence", title: "Close (Esc)", onclick: clear }, "×"),
    ...content.flat().filter(Boolean));
  const opened = panel.hidden;
  panel.hidden = false;
  panel.scrollTop = 0;
  if (opened) settle();
}

function showEntity(number) {
  const entity = graph.entities[number];
  const about = entity.statements.filter((s) => s.subject === number || s.object === number);
  const says = entity.statements.filter((s) => !about.includes(s) && s.by.includes(number));
  const others = entity.statements.filter((s) => !about.includes(s) && !says.includes(s));
  const facts = about.filter((s) => s.fact).length;
  const hidden = neighbours(number).filter((other) => !drawnNow.has(other)).length;
  show(
    h("p", { class: `kind ${entity.kind}` }, entity.type),
    h("h2", {}, entity.label),
    entity.aliases.length > 0 && h("p", { class: "aliases" }, "also ", entity.aliases.join(" · ")),
    h("p", { class: "facts" }, many(facts, "fact"), about.length > facts && `, ${many(about.length - facts, "other statement")}`,
      Number.isInteger(entity.of) && [" · of ", jump(entity.of)],
      /^Q\d+$/.test(entity.link ?? "") && [" · ", h("a", { href: `https://www.wikidata.org/wiki/${entity.link}`, rel: "noopener noreferrer", target: "_blank" }, `Wikidata ${entity.link}`)]),
    hidden > 0 && h("button", { type: "button", class: "more", onclick: () => { expand(number); chooseEntity(number); } }, `Draw ${many(hidden, "more neighbour")}`),
    key(),
    cards(about),
    says.length > 0 && [h("h2", { class: "part" }, `What ${entity.label} says`), ...cards(says)],
    others.length > 0 && [h("h2", { class: "part" }, "Also named in"), ...cards(others)],
  );
}

function showLine(a, b) {
  show(h("h2", {}, nameOf(a), " – ", nameOf(b)), key(), cards(between(graph.statements, a, b)));
}

function showPath(path) {
  show(h("h2", {}, `From ${nameOf(path[0])} to ${nameOf(path.at(-1))}`), h("p", { class: "facts" }, many(path.length - 1, "step")), key(),
    path.slice(1).map((node, at) => [h("p", { class: "step" }, `Step ${at + 1}`), ...cards(between(inView, path[at], node), 3)]).flat());
}

// -- choosing ------------------------------------------------------------------------------------------------------

function focusOn(ids, pairIds) {
  focus.nodes = ids && new Set(ids);
  focus.lines = pairIds && new Set(pairIds);
}

const pairId = (a, b) => a < b ? `${a}~${b}` : `${b}~${a}`;

function chooseEntity(number) {
  Object.assign(state, { entity: number, line: null, path: [] });
  ensureDrawn(number);
  const around = neighbours(number);
  focusOn([number, ...around], around.map((other) => pairId(number, other)));
  redraw();
  showEntity(number);
  say(`${nameOf(number)}: ${many(graph.entities[number].statements.length, "statement")} in the Evidence region`);
  // What was chosen comes near with its neighbours; a picture that the reader has moved stays as it is.
  const near = [number, ...around.filter((other) => nodes.get(other))];
  if (moved && !upright) reveal([number]);
  else fit(near, 1.1);
  remember();
}

function chooseLine(a, b) {
  Object.assign(state, { entity: null, line: [a, b], path: [] });
  [a, b].forEach(ensureDrawn);
  focusOn([a, b], [pairId(a, b)]);
  redraw();
  showLine(a, b);
  say(`${nameOf(a)} and ${nameOf(b)}: evidence shown`);
  reveal([a, b]);
  remember();
}

function choosePath(from, to) {
  const path = connect(from, to);
  if (!path.length) {
    say(`No statement in view connects ${nameOf(from)} with ${nameOf(to)}`);
    return;
  }
  Object.assign(state, { entity: null, line: null, path });
  path.forEach(ensureDrawn);
  focusOn(path, path.slice(1).map((node, at) => pairId(node, path[at])));
  redraw();
  showPath(path);
  say(`A path of ${many(path.length - 1, "step")}`);
  fit(path);
  remember();
}

function clear() {
  Object.assign(state, { entity: null, line: null, path: [] });
  focusOn(null, null);
  panel.hidden = true;
  redraw();
  settle();
  summary();
  remember();
}

// Brings what was chosen into the picture where it lies outside of it.
function reveal(ids) {
  const out = ids.some((id) => {
    if (!nodes.get(id)) return false;
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    return x < 50 || y < 40 || x > box.clientWidth - 50 || y > box.clientHeight - 50;
  });
  if (out) network.moveTo({ position: network.getPosition(ids[0]), animation: calm ? false : { duration: 250 } });
}

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

// The canvas changes its size when a panel opens; a picture that nobody moved is fitted anew.
function settle() {
  network.setSize("100%", "100%");
  network.redraw();
  if (!moved) fit();
}

// -- search --------------------------------------------------------------------------------------------------------

const input = el("box"), listbox = el("suggestions");
let offered = [], marker = -1;

function suggest() {
  offered = search(input.value);
  marker = offered.length ? 0 : -1;
  listbox.replaceChildren(...offered.map((entity, at) => {
    const item = h("li", { role: "option", id: `option${at}`, "aria-selected": "false" },
      h("span", { class: `dot ${entity.kind}`, "aria-hidden": "true" }), h("span", { class: "name" }, entity.label), h("span", { class: "hint" }, `${entity.type} · ${entity.statements.length}`));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(entity); });
    return item;
  }));
  listbox.hidden = !offered.length;
  highlight();
  if (input.value.trim() && !offered.length) say(`No entity is named ${input.value.trim()}`);
}

function highlight() {
  [...listbox.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === marker)));
  if (marker >= 0) {
    input.setAttribute("aria-activedescendant", `option${marker}`);
    listbox.children[marker].scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function take(entity) {
  listbox.hidden = true;
  input.value = entity.label;
  input.removeAttribute("aria-activedescendant");
  if (state.table) toggleTable();
  chooseEntity(entity.index);
  panel.focus({ preventScroll: true });
}

input.addEventListener("input", suggest);
input.addEventListener("focus", () => { if (input.value) input.select(); });
input.addEventListener("blur", () => { listbox.hidden = true; });
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (listbox.hidden) suggest();
    else marker = (marker + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % Math.max(offered.length, 1);
    highlight();
  } else if (event.key === "Escape") {
    if (!listbox.hidden) event.stopPropagation();
    listbox.hidden = true;
    input.value = "";
  }
});
el("search").addEventListener("submit", (event) => {
  event.preventDefault();
  if (listbox.hidden) suggest();
  if (offered[marker]) take(offered[marker]);
});

// -- filters and legend --------------------------------------------------------------------------------------------

function applyFilters() {
  refilter();
  if (state.entity !== null) {
    const around = neighbours(state.entity);
    focusOn([state.entity, ...around], around.map((other) => pairId(state.entity, other)));
  }
  redraw();
  if (state.table) fillTable();
  legend();
  summary();
  remember();
}

function buildFilters() {
  const close = h("button", { type: "button", class: "close", "aria-label": "Close filters", onclick: () => toggle("filter", "filters", false) }, "×");
  el("filters").replaceChildren(close, h("h2", {}, "Show"), ...FILTERS.filter(([facet]) => counts[facet].length > 1).map(([facet, { title }]) => {
    const boxes = counts[facet].map(([value, count]) => {
      const box = h("input", { type: "checkbox" });
      box.checked = !off[facet].has(value);
      box.addEventListener("change", () => { off[facet][box.checked ? "delete" : "add"](value); applyFilters(); });
      const only = h("button", { type: "button", class: "only", "aria-label": `Only ${value}`, onclick: () => { setAll(facet, (v) => v === value); } }, "only");
      return h("li", {}, h("label", {}, box, h("span", { class: "name" }, value), h("span", { class: "count" }, String(count))), only);
    });
    const all = h("button", { type: "button", class: "all", onclick: () => setAll(facet, () => true) }, "all");
    return h("details", { open: facet === "stance" || facet === "kind" || facet === "article" }, h("summary", {}, title, h("span", { class: "count" }, String(counts[facet].length))),
      all, h("ul", { tabindex: boxes.length > 8 ? "0" : null, "aria-label": title, role: "list" }, boxes));
  }));
}

function setAll(facet, on) {
  off[facet] = new Set(counts[facet].map(([value]) => value).filter((value) => !on(value)));
  const open = [...el("filters").querySelectorAll("details")].map((details) => details.open);
  buildFilters();
  el("filters").querySelectorAll("details").forEach((details, at) => { details.open = open[at]; });
  applyFilters();
}

const KINDS = { place: "place", person: "person", alliance: "alliance", organization: "organization", group: "group, role", event: "event", topic: "topic" };

function legend() {
  const there = new Set(nodes.getIds().map((id) => graph.entities[id].kind));
  const svg = (kind) => {
    const draw = { place: "M6 1a5 5 0 1 0 .01 0z", topic: "M6 1.5a4.5 4.5 0 1 0 .01 0z", person: "M6 0l6 6-6 6-6-6z", organization: "M1 1h10v10H1z", alliance: "M3 1h6l3 5-3 5H3L0 6z", group: "M6 0l6 11H0z", event: "M6 0l1.8 4 4.2.5-3.1 2.9.8 4.3L6 9.6 2.3 11.7l.8-4.3L0 4.5 4.2 4z" };
    const image = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    image.setAttribute("viewBox", "-1 -1 14 14");
    image.setAttribute("class", `shape ${kind}`);
    image.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", draw[kind]);
    image.append(path);
    return image;
  };
  const others = counts.stance.filter(([value]) => value !== "fact");
  const shown = others.filter(([value]) => !off.stance.has(value));
  const total = others.reduce((sum, [, count]) => sum + count, 0);
  const extra = total > 0 && h("button", {
    type: "button", class: "extra", "aria-pressed": String(shown.length > 0),
    onclick: () => setAll("stance", (value) => value === "fact" || !shown.length),
  }, shown.length ? "Facts only" : `Also show ${total} denied, hoped, possible`);
  const rest = undrawn();
  const more = rest > 0 && drawnNow.size < MOST && h("button", {
    type: "button", class: "extra", onclick: () => { drawMore(); moved = false; redraw(); legend(); settle(); summary(); },
  }, `Draw more of ${many(rest, "other")}`);
  el("legend").replaceChildren(
    h("ul", { class: "kinds", role: "list" }, Object.keys(KINDS).filter((kind) => there.has(kind)).map((kind) => h("li", {}, svg(kind), KINDS[kind]))),
    h("ul", { class: "strokes", role: "list" }, h("li", {}, h("span", { class: "stroke fact" }), "told as fact"),
      shown.length > 0 && h("li", {}, h("span", { class: "stroke denied" }), "denied"),
      shown.length > 0 && h("li", {}, h("span", { class: "stroke unreal" }), "hoped, planned, possible")),
    ...[extra, more].filter(Boolean));
}

// -- table ---------------------------------------------------------------------------------------------------------

function fillTable() {
  const row = (s) => {
    const choose = () => s.isLine ? chooseLine(s.joins[0].source, s.joins[0].target) : chooseEntity(s.subject);
    const sentences = [...new Set(s.evidence.map(([sentence]) => graph.sentences[sentence].text))];
    // The roles keep it a table for screen readers where a small screen shows rows as cards.
    const td = (attributes, ...content) => h("td", { role: "cell", ...attributes }, ...content);
    return h("tr", { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, h("button", { type: "button", class: "entity", onclick: choose, "aria-label": `Evidence for ${nameOf(s.subject)} ${s.relation} ${objectOf(s)}` }, nameOf(s.subject))),
      td({ class: "relation" }, s.relation), td({ class: "target" }, objectOf(s)), td({}, h("span", { class: `chip ${s.fact ? "fact" : s.polarity === "Negative" ? "denied" : "unreal"}` }, s.stance)),
      td({ class: "speaker" }, speakerOf(s)), td({ class: "article" }, h("span", {}, s.documents.map((d) => graph.documents[d].title).join("; "))),
      td({ class: "sentence" }, sentences[0] ?? "", sentences.length > 1 && h("em", {}, ` and ${many(sentences.length - 1, "more sentence")}`)));
  };
  const sorted = inView.slice().sort((a, b) => graph.entities[b.subject].degree - graph.entities[a.subject].degree || a.subject - b.subject || a.relation.localeCompare(b.relation, "en") || a.index - b.index);
  const head = ["Subject", "Relation", "Object", "Told as", "Speaker", "Article", "Sentence"].map((name) => h("th", { scope: "col", role: "columnheader" }, name));
  // A browser takes its time over tens of thousands of rows: past some thousands they come when asked for.
  const body = h("tbody", { role: "rowgroup" }, sorted.slice(0, 3000).map(row));
  const rest = sorted.slice(3000);
  const more = rest.length > 0 && h("button", { type: "button", class: "more", onclick: () => { body.append(...rest.map(row)); more.remove(); } }, `Show ${many(rest.length, "more row")}`);
  el("table").replaceChildren(h("table", { role: "table" }, h("caption", {}, `${many(inView.length, "statement")} in view`),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head)), body), ...[more].filter(Boolean));
}

function toggleTable() {
  state.table = !state.table;
  el("list").setAttribute("aria-pressed", String(state.table));
  el("table").hidden = !state.table;
  el("stage").hidden = state.table;
  if (state.table) fillTable();
  else settle();
  remember();
}

// -- tools ---------------------------------------------------------------------------------------------------------

function toggle(button, sheet, open = el(sheet).hidden) {
  for (const [b, s] of [["path", "pathform"], ["export", "exports"], ["filter", "filters"]]) {
    if (b === button || (b !== "filter" && open)) {
      el(s).hidden = b === button ? !open : true;
      el(b).setAttribute("aria-expanded", String(!el(s).hidden));
    }
  }
  if (button === "filter") settle();
}

const named = (text) => search(text, 1)[0];

el("fit").addEventListener("click", () => { moved = false; fit(); });
el("filter").addEventListener("click", () => toggle("filter", "filters"));
el("list").addEventListener("click", toggleTable);
el("path").addEventListener("click", () => {
  toggle("path", "pathform");
  if (el("pathform").hidden) return;
  if (!el("names").children.length) {
    el("names").append(...graph.entities.filter((e) => e.degree).sort((a, b) => b.degree - a.degree).slice(0, 2000).map((e) => h("option", { value: e.label })));
  }
  if (state.entity !== null) el("from").value = nameOf(state.entity);
  el(el("from").value ? "to" : "from").focus();
});
el("pathform").addEventListener("submit", (event) => {
  event.preventDefault();
  const [from, to] = [named(el("from").value), named(el("to").value)];
  if (!from || !to) return say(`No entity is named ${(from ? el("to") : el("from")).value}`);
  if (state.table) toggleTable();
  choosePath(from.index, to.index);
  if (state.path.length) toggle("path", "pathform", false);
});
el("export").addEventListener("click", () => toggle("export", "exports"));

function save(name, blob) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  toggle("export", "exports", false);
  say(`Saved ${name}`);
}

const chosen = () => state.entity !== null ? inView.filter((s) => graph.entities[state.entity].statements.includes(s))
  : state.line ? between(inView, ...state.line) : inView;

el("csv").addEventListener("click", () => save("statements.csv", new Blob(["\ufeff", toCsv(chosen())], { type: "text/csv;charset=utf-8" })));
el("png").addEventListener("click", () => {
  const source = box.querySelector("canvas");
  const copy = h("canvas", { width: source.width, height: source.height });
  const context = copy.getContext("2d");
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(source, 0, 0);
  copy.toBlob((blob) => save("graph.png", blob));
});
el("sparql").addEventListener("click", async () => {
  const text = toSparql(chosen(), state.entity === null ? "" : nameOf(state.entity));
  try {
    await navigator.clipboard.writeText(text);
    say("The query is on the clipboard");
  } catch {
    // No clipboard in a frame or on file:// of some browsers: the query is shown to be copied by hand.
    show(h("h2", {}, "Query of this view"), h("textarea", { readonly: true, rows: "24", "aria-label": "SPARQL" }, text));
    panel.querySelector("textarea").select();
  }
  toggle("export", "exports", false);
});

function setTheme(dark) {
  state.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  el("theme").setAttribute("aria-pressed", String(dark));
  readColours();
  redraw();
}
el("theme").addEventListener("click", () => { state.themed = true; setTheme(!state.dark); remember(); });

function say(text) { el("status").textContent = text; }

// Entities with a line in view that are not in the picture.
function undrawn() {
  const ends = new Set(inView.flatMap((s) => s.joins.filter((join) => !join.aside).flatMap(({ source, target }) => [source, target])));
  return [...ends].filter((id) => !nodes.get(id)).length;
}

function summary() {
  const about = new Set(inView.flatMap((s) => s.documents));
  const hidden = undrawn();
  say(`${many(nodes.length, "entity", "entities")} drawn · ${many(inView.length, "statement")} from ${many(about.size, "article")} in view${hidden > 0 ? ` · ${many(hidden, "more entity", "more entities")} by search` : ""}`);
}

// -- the picture answers -------------------------------------------------------------------------------------------

network.on("click", ({ nodes: [node], edges: [line] }) => {
  if (node !== undefined) chooseEntity(node);
  else if (line !== undefined) chooseLine(...line.split("~").map(Number));
  else if (!panel.hidden) clear();
});
network.on("doubleClick", ({ nodes: [node] }) => {
  if (node === undefined) return;
  expand(node);
  chooseEntity(node);
});
network.on("hoverNode", ({ node }) => { focus.hover = node; box.classList.add("pointing"); network.redraw(); });
network.on("blurNode", () => { focus.hover = null; box.classList.remove("pointing"); network.redraw(); });
network.on("hoverEdge", () => box.classList.add("pointing"));
network.on("blurEdge", () => box.classList.remove("pointing"));
for (const event of ["dragEnd", "zoom"]) network.on(event, () => { moved = true; });

function pan(x, y) {
  const at = network.getViewPosition(), scale = network.getScale();
  moved = true;
  network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } });
}
box.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
  if (step) { event.preventDefault(); pan(...step); }
  if ("+-=".includes(event.key)) { moved = true; network.moveTo({ scale: network.getScale() * (event.key === "-" ? 0.8 : 1.25) }); }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const [button, sheet] of [["path", "pathform"], ["export", "exports"]]) {
      if (!el(sheet).hidden) { toggle(button, sheet, false); el(button).focus(); return; }
    }
    clear();
    return;
  }
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const command = { "/": () => input.focus(), 0: () => el("fit").click(), p: () => el("path").click(), f: () => el("filter").click(), t: toggleTable }[event.key];
  if (command) { event.preventDefault(); command(); }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#exports, #export") && !el("exports").hidden) toggle("export", "exports", false);
});
addEventListener("resize", () => requestAnimationFrame(settle));

// -- the view in the address ---------------------------------------------------------------------------------------

function remember() {
  const parts = new URLSearchParams();
  if (state.entity !== null) parts.set("entity", graph.entities[state.entity].id);
  if (state.line) parts.set("line", state.line.map((node) => graph.entities[node].id).join("~"));
  if (state.path.length) parts.set("path", [state.path[0], state.path.at(-1)].map((node) => graph.entities[node].id).join("~"));
  if (state.table) parts.set("view", "table");
  if (state.themed) parts.set("theme", state.dark ? "dark" : "light");
  for (const [facet, values] of counts && Object.entries(counts)) {
    for (const [value] of values) if (off[facet].has(value) === usual(facet, value)) parts.append(facet, value);
  }
  try {
    history.replaceState(null, "", `#${parts}`);
  } catch {
    // A frame made from text has no address of its own.
  }
}

function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const [facet, values] of Object.entries(counts)) {
    const turned = new Set(parts.getAll(facet));
    off[facet] = new Set(values.map(([value]) => value).filter((value) => turned.has(value) === usual(facet, value)));
  }
  if (parts.has("theme")) { state.themed = true; state.dark = parts.get("theme") === "dark"; }
  refilter();
  setTheme(state.dark);
  buildFilters();
  legend();
  const two = (name) => (parts.get(name) ?? "").split("~").map((id) => graph.entityById.get(id)?.index);
  const entity = graph.entityById.get(parts.get("entity"));
  const [a, b] = two("line"), [from, to] = two("path");
  if (entity) chooseEntity(entity.index);
  else if (a !== undefined && b !== undefined) chooseLine(a, b);
  else if (from !== undefined && to !== undefined) choosePath(from, to);
  else clear();
  if ((parts.get("view") === "table") !== state.table) toggleTable();
  legend();
}

addEventListener("hashchange", recall);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => { if (!state.themed) setTheme(event.matches); });

recall();
network.once("afterDrawing", () => { window.__ready = true; });
if (state.table) window.__ready = true;
network.redraw();
