// What is in view: facets with the numbers that each would leave, the legend, the table, and the time told of.

// -- facets --------------------------------------------------------------------------------------------------------

const SEARCHED = 12, LISTED = 60;

function applyFilters() {
  refilter();
  if (state.entity !== null) {
    const around = neighbours(state.entity);
    focusOn([state.entity, ...around], around.map((other) => pairId(state.entity, other)));
  }
  redraw();
  if (state.table) fillTable();
  buildFilters();
  chips();
  pressArticles();
  timeline();
  legend();
  summary();
  remember();
}

// Made when they are opened: a large graph has thousands of values.
function buildFilters() {
  const region = el("filters");
  if (region.hidden) { region.replaceChildren(); return; }
  const opened = new Map([...region.querySelectorAll("details")].map((details) => [details.dataset.facet, details.open]));
  const typed = new Map([...region.querySelectorAll("input[type=search]")].map((box) => [box.dataset.facet, box.value]));
  const active = region.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const parts = FILTERS.filter(([facet]) => counts[facet].length > 1).map(([facet, { title }]) => {
    const details = h("details", { "data-facet": facet, open: opened.get(facet) ?? facet === "stance" }, h("summary", {}, title, h("span", { class: "count" }, String(counts[facet].length))));
    const fill = () => { if (details.open && details.children.length === 1) details.append(...facetOf(facet, title, typed.get(facet) ?? "")); };
    details.addEventListener("toggle", fill);
    fill();
    return details;
  });
  region.replaceChildren(button({ class: "close", "aria-label": "Close filters", onclick: () => toggle("filter", "filters", false) }, "×"), h("h2", {}, "Show"), ...parts);
  if (active) region.querySelector(`[data-key="${CSS.escape(active)}"]`)?.focus();
}

function facetOf(facet, title, words) {
  const left = live(facet);
  const list = h("ul", { "aria-label": title, role: "list", tabindex: counts[facet].length > 8 ? "0" : null });
  const fill = (typed) => {
    const wanted = typed.trim().toLowerCase();
    const found = counts[facet].filter(([value]) => !wanted || value.toLowerCase().includes(wanted));
    list.replaceChildren(...found.slice(0, LISTED).map(([value]) => {
      const tick = h("input", { type: "checkbox", "data-key": `${facet}=${value}` });
      tick.checked = !off[facet].has(value);
      tick.addEventListener("change", () => { off[facet][tick.checked ? "delete" : "add"](value); applyFilters(); });
      const only = button({ class: "only", "aria-label": `Only ${value}`, "data-key": `only ${facet}=${value}`, onclick: () => setAll(facet, (v) => v === value) }, "only");
      return h("li", {}, h("label", {}, tick, h("span", { class: "name" }, value), h("span", { class: "count" }, String(left.get(value) ?? 0))), only);
    }), ...(found.length > LISTED ? [h("li", { class: "count" }, `and ${many(found.length - LISTED, "other")}: type to find one`)] : []));
  };
  fill(words);
  const all = button({ class: "all", "aria-label": `All of ${title}`, onclick: () => setAll(facet, () => true) }, "all");
  if (counts[facet].length <= SEARCHED) return [all, list];
  const box = h("input", { type: "search", class: "find", "data-facet": facet, "aria-label": `Find in ${title}`, placeholder: "Find …" });
  box.value = words;
  box.addEventListener("input", () => fill(box.value));
  return [all, box, list];
}

function setAll(facet, on) {
  off[facet] = new Set(counts[facet].map(([value]) => value).filter((value) => !on(value)));
  applyFilters();
}

// What is filtered stands above the picture, each part with a button that lifts it.
function chips() {
  const parts = FILTERS.filter(([facet]) => off[facet].size).map(([facet, { title }]) => {
    const on = counts[facet].filter(([value]) => !off[facet].has(value)).map(([value]) => value);
    const text = on.length <= 2 ? `${title}: ${on.join(", ") || "none"}` : `${title}: not ${off[facet].size === 1 ? [...off[facet]][0] : off[facet].size}`;
    return [short(text, 60), () => setAll(facet, () => true)];
  });
  if (state.since || state.until) parts.push([`Time: ${state.since || "…"} to ${state.until || "…"}`, () => { state.since = state.until = ""; applyFilters(); }]);
  if (state.hidden.size) parts.push([`${many(state.hidden.size, "hidden name")}`, () => { state.hidden.clear(); applyFilters(); }]);
  const items = parts.map(([text, lift]) => h("li", {}, button({ class: "filtered", "aria-label": `Lift: ${text}`, onclick: lift }, text, " ×")));
  if (parts.length > 1) items.push(h("li", {}, button({ class: "filtered all-off", onclick: clearAll }, "Clear all")));
  el("chips").replaceChildren(...items);
  const changed = el("chips").hidden !== !items.length;
  el("chips").hidden = !items.length;
  if (changed) settle();
}

function clearAll() {
  for (const facet of Object.keys(off)) off[facet].clear();
  state.since = state.until = "";
  state.hidden.clear();
  applyFilters();
}

// -- legend --------------------------------------------------------------------------------------------------------

const KINDS = { place: "place", person: "person", alliance: "alliance", organization: "organization", group: "group, role", event: "event", topic: "topic" };
const STROKES = { fact: "told as fact", unreal: "wanted, possible", denied: "denied" };

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
  const stanceOf = (value) => graph.statements.find((s) => s.stance === value).manner;
  const number = Object.fromEntries(MANNERS.map((name) => [name, 0]));
  for (const [value, count] of live("stance")) number[stanceOf(value)] += count;
  const press = (name) => {
    const isOn = counts.stance.some(([value]) => stanceOf(value) === name && !off.stance.has(value));
    setAll("stance", (value) => stanceOf(value) === name ? !isOn : !off.stance.has(value));
  };
  const strokes = MANNERS.filter((name) => counts.stance.some(([value]) => stanceOf(value) === name)).map((name) => {
    const isOn = counts.stance.some(([value]) => stanceOf(value) === name && !off.stance.has(value));
    return h("li", {}, button({ class: "way", "aria-pressed": String(isOn), title: isOn ? "Click to hide" : "Click to show", onclick: () => press(name) }, h("span", { class: `stroke ${name}` }), STROKES[name], h("span", { class: "count" }, String(number[name]))));
  });
  el("legend").replaceChildren(h("ul", { class: "strokes", role: "list" }, strokes),
    h("ul", { class: "kinds", role: "list" }, Object.keys(KINDS).filter((kind) => there.has(kind)).map((kind) => h("li", {}, svg(kind), KINDS[kind]))));
}

// -- table ---------------------------------------------------------------------------------------------------------

const PAGE = 200;
const COLUMNS = [
  ["Subject", (s) => nameOf(s.subject)], ["Relation", (s) => s.relation], ["Object", objectOf], ["Told as", (s) => s.stance], ["Speaker", speakerOf],
  ["Article", (s) => s.documents.map((d) => graph.documents[d].title).join("; ")], ["Sentence", (s) => graph.sentences[s.evidence[0]?.[0]]?.text ?? ""],
];
const order = { column: null, down: false };

function sortedRows() {
  if (order.column === null) return inView.slice().sort((a, b) => graph.entities[b.subject].degree - graph.entities[a.subject].degree || a.subject - b.subject || a.relation.localeCompare(b.relation, "en") || a.index - b.index);
  const value = COLUMNS[order.column][1], sign = order.down ? -1 : 1;
  return inView.map((s) => [value(s), s]).sort(([a, s], [b, t]) => sign * a.localeCompare(b, "en") || s.index - t.index).map(([, s]) => s);
}

function fillTable() {
  const row = (s) => {
    const choose = () => s.isLine ? chooseLine(s.joins[0].source, s.joins[0].target) : chooseEntity(s.subject);
    const sentences = [...new Set(s.evidence.map(([sentence]) => graph.sentences[sentence].text))];
    // The roles keep it a table for screen readers where a small screen shows rows as cards.
    const td = (attributes, ...content) => h("td", { role: "cell", ...attributes }, ...content);
    return h("tr", { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, button({ class: "entity", onclick: choose, "aria-label": `Evidence for ${nameOf(s.subject)} ${s.relation} ${objectOf(s)}` }, nameOf(s.subject))),
      td({ class: "relation" }, s.relation), td({ class: "target" }, objectOf(s)), td({}, h("span", { class: `chip ${s.manner}` }, s.stance)),
      td({ class: "speaker" }, speakerOf(s)), td({ class: "article" }, h("span", {}, s.documents.map((d) => graph.documents[d].title).join("; "))),
      td({ class: "sentence" }, sentences[0] ?? "", sentences.length > 1 && h("em", {}, ` and ${many(sentences.length - 1, "more sentence")}`)));
  };
  const sorted = sortedRows();
  const sortBy = (at) => {
    order.down = order.column === at && !order.down;
    order.column = at;
    fillTable();
    el("table").querySelectorAll("th button.sort")[at].focus();
  };
  const head = COLUMNS.map(([name], at) => h("th", { scope: "col", role: "columnheader", "aria-sort": order.column !== at ? "none" : order.down ? "descending" : "ascending" },
    button({ class: "sort", onclick: () => sortBy(at) }, name, h("span", { "aria-hidden": "true" }, order.column !== at ? "" : order.down ? " ↓" : " ↑"))));
  const body = h("tbody", { role: "rowgroup" }, sorted.slice(0, PAGE).map(row));
  // A browser takes its time over tens of thousands of rows: they come in pages when asked for.
  const more = (from) => sorted.length > from && button({ class: "more", onclick: (event) => {
    body.append(...sorted.slice(from, from + PAGE).map(row));
    event.currentTarget.replaceWith(...[more(from + PAGE)].filter(Boolean));
  } }, `Show ${many(Math.min(PAGE, sorted.length - from), "more row")} of ${sorted.length - from}`);
  const copied = button({ class: "more copy", onclick: () => copy(toMarkdown(sorted.slice(0, 500)), "The rows are on the clipboard as Markdown") }, "Copy as Markdown");
  el("table").replaceChildren(copied, h("table", { role: "table" }, h("caption", {}, `${many(inView.length, "statement")} in view`),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head)), body), ...[more(PAGE)].filter(Boolean));
}

function toMarkdown(statements) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replace(/[|\n]/g, " ")).join(" | ")} |`;
  return [line(COLUMNS.map(([name]) => name)), line(COLUMNS.map(() => "---")), ...statements.map((s) => line(COLUMNS.map(([, value]) => value(s))))].join("\n");
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

// -- time ----------------------------------------------------------------------------------------------------------

// Days, months or years, whichever gives few enough bars.
const moments = [...new Set(graph.statements.map(whenOf).filter(Boolean))].sort();
const STEPS = moments.length < 2 ? [] : [10, 7, 4].map((length) => [...new Set(moments.map((when) => when.slice(0, length)))]).find((steps) => steps.length <= 60) ?? [];

const dated = graph.statements.filter((s) => whenOf(s)).length;

function timeline() {
  const region = el("time");
  region.hidden = false;
  if (STEPS.length < 2 || dated < 0.2 * graph.statements.length) {
    region.hidden = !graph.statements.length;
    const some = dated ? `Only ${dated} of ${many(graph.statements.length, "statement")} tell when` : "No dates are told";
    region.replaceChildren(h("p", { class: "count" }, `${some}, so there is no timeline; build with the articles' dates (a field "date", or --date) to have one`));
    return;
  }
  const long = STEPS[0].length;
  const tally = new Map(STEPS.map((step) => [step, { fact: 0, unreal: 0, denied: 0 }]));
  for (const s of graph.statements) if (whenOf(s) && passes(s, "time")) tally.get(whenOf(s).slice(0, long))[s.manner] += 1;
  const most = Math.max(1, ...[...tally.values()].map((n) => n.fact + n.unreal + n.denied));
  const bars = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  bars.setAttribute("viewBox", `0 0 ${STEPS.length} 30`);
  bars.setAttribute("preserveAspectRatio", "none");
  bars.setAttribute("aria-hidden", "true");
  const isIn = (step) => (!state.since || step >= state.since.slice(0, long)) && (!state.until || step <= state.until.slice(0, long));
  STEPS.forEach((step, at) => {
    let y = 30;
    for (const name of MANNERS) {
      const height = 30 * Math.sqrt(tally.get(step)[name] / most);
      const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [attribute, value] of Object.entries({ x: at + 0.1, width: 0.8, y: Math.max(0, y - height), height, class: isIn(step) ? name : "out" })) part.setAttribute(attribute, value);
      bars.append(part);
      y -= height;
    }
  });
  const at = (value, otherwise) => value ? Math.max(0, STEPS.findIndex((step) => step >= value.slice(0, long))) : otherwise;
  const range = (name, value) => {
    const slider = h("input", { type: "range", min: "0", max: String(STEPS.length - 1), "aria-label": name, "aria-valuetext": STEPS[value], id: name === "Earliest" ? "since" : "until" });
    slider.value = String(value);
    slider.addEventListener("change", () => {
      const [one, other] = [Number(el("since").value), Number(el("until").value)].sort((a, b) => a - b);
      state.since = one > 0 ? STEPS[one] : "";
      state.until = other < STEPS.length - 1 ? STEPS[other] : "";
      const id = slider.id;
      applyFilters();
      el(id).focus();
    });
    return slider;
  };
  const untold = graph.statements.length - dated;
  region.replaceChildren(h("p", { class: "count" }, `${byTelling ? "When it was told" : "When it happened"}: ${state.since || STEPS[0]} to ${state.until || STEPS.at(-1)}${untold ? ` · ${many(untold, "statement")} without a date` : ""}`),
    h("div", { class: "bars" }, bars, range("Earliest", at(state.since, 0)), range("Latest", at(state.until, STEPS.length - 1))));
}
