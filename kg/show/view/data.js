"use strict";
// The graph as records, and questions to it: what passes the filters, what connects two entities, as CSV, as SPARQL.

const el = (id) => document.getElementById(id);
const read = (id) => JSON.parse(el(id).textContent);

function unpack({ fields, rows, pools }) {
  const pooled = fields.map((field) => pools[field]);
  return rows.map((row, index) => {
    const record = { index };
    for (let at = 0; at < fields.length; at += 1) record[fields[at]] = pooled[at] ? pooled[at][row[at]] : row[at];
    return record;
  });
}

const joins = (statement, a, b) => statement.joins.some(({ source, target }) => (source === a && target === b) || (source === b && target === a));

function load() {
  const raw = read("data");
  const graph = {
    documents: unpack(raw.documents),
    sentences: unpack(raw.sentences),
    entities: unpack(raw.entities),
    statements: unpack(raw.statements),
    relations: raw.relations,
    edges: unpack(raw.edges),
    prologue: raw.prologue,
    groups: raw.groups,
    cards: raw.cards,
  };
  for (const entity of graph.entities) entity.id ??= entity.label.replaceAll(" ", "_");
  graph.byId = new Map(graph.statements.map((s) => [s.id, s]));
  graph.entityById = new Map(graph.entities.map((e) => [e.id, e]));
  for (const entity of graph.entities) {
    entity.statements = [];
    entity.names = [entity.label, ...entity.aliases].map((name) => name.toLowerCase());
  }
  for (const statement of graph.statements) {
    statement.joins = [];
    statement.fact = statement.fact === 1;
    statement.relation = graph.relations[statement.predicate];
    statement.manner = statement.fact ? "fact" : statement.polarity === "Negative" ? "denied" : "unreal";
  }
  // Whom a statement joins is told with the data; a phrase is a node only where the reader asks for it.
  for (const { source, target, statement, words, phrase } of graph.edges) {
    const joining = graph.statements[statement];
    joining.joins.push({ source, target, words: words || joining.relation, loose: words !== "", phrase });
  }
  for (const statement of graph.statements) {
    const touch = (node) => {
      if (!Number.isInteger(node)) return;
      const list = graph.entities[node].statements;
      if (list[list.length - 1] !== statement) list.push(statement);
    };
    statement.isLine = statement.joins.length > 0;
    for (const { source, target } of statement.joins) { touch(source); touch(target); }
    const isTold = !statement.unbound.some((role) => role === "subject" || role === "object");
    const { subject, object, relation } = statement;
    if (isTold && Number.isInteger(object) && object !== subject && !joins(statement, subject, object)) {
      statement.joins.push({ source: subject, target: object, words: relation, phrase: null, aside: true });
    }
    touch(statement.subject);
    touch(statement.object);
    statement.by.forEach(touch);
    for (const [, node] of statement.roles) touch(node);
  }
  for (const entity of graph.entities) {
    entity.degree = 0;
    entity.articles = new Set(entity.statements.flatMap((s) => s.documents)).size;
  }
  for (const { source, target } of graph.edges) { graph.entities[source].degree += 1; graph.entities[target].degree += 1; }
  return graph;
}

const graph = load();
// What the reader has chosen and changed; all of it stands in the address (page.js).
const state = {
  entity: null, line: null, path: [], card: null, sentence: null, opened: [], hidden: new Set(), pins: new Map(), table: false, since: "", until: "",
  dark: matchMedia("(prefers-color-scheme: dark)").matches, themed: false,
};
const many = (count, one, more = `${one}s`) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : more}`;
const NARRATOR = "the article itself";
const nameOf = (node) => Number.isInteger(node) ? graph.entities[node].label : String(node ?? "").replace(/^=/, "");
const speakerOf = (statement) => statement.by.length ? nameOf(statement.by[statement.by.length - 1]) : NARRATOR;

// The object in words; of a statement about a statement, all of the inner one.
function objectOf({ object, label }) {
  const inner = typeof object === "string" && graph.byId.get(object.replace(/^st:/, ""));
  return inner ? `${nameOf(inner.subject)} ${inner.relation} ${objectOf(inner)}` : label || nameOf(object);
}

// Only a time that the sentence itself gives; an article's date says when something was told.
function yearOf(statement) {
  const told = statement.roles.find(([role, node]) => role === "time" && /^=\d{4}(?!\d)/.test(node));
  return told ? told[1].slice(1, 5) : "not said";
}

// -- filters: for each facet the values that are off ---------------------------------------------------------------

const FACETS = {
  stance: { title: "Told as", values: (s) => [s.stance] },
  kind: { title: "Type of entity", values: (s) => [s.subject, s.object].filter(Number.isInteger).map((e) => graph.entities[e].type), all: true },
  relation: { title: "Relation", values: (s) => [s.relation] },
  article: { title: "Article", values: (s) => s.documents.map((d) => graph.documents[d].title) },
  speaker: { title: "Speaker", values: (s) => [speakerOf(s)] },
  year: { title: "Year it happened", values: (s) => [yearOf(s)] },
};

const counts = {};
for (const [facet, { values }] of Object.entries(FACETS)) {
  const found = new Map();
  for (const statement of graph.statements) {
    let last;
    for (const value of values(statement)) {
      if (value !== last) found.set(value, (found.get(value) ?? 0) + 1);
      last = value;
    }
  }
  counts[facet] = [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const off = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Set()]));

const FILTERS = Object.entries(FACETS);

function passes(statement, but = "") {
  if ((state.since || state.until) && but !== "time" && !isInTime(statement)) return false;
  return FILTERS.every(([facet, { values, all }]) => {
    if (!off[facet].size || facet === but) return true;
    const mine = values(statement);
    return all ? mine.every((value) => !off[facet].has(value)) : mine.some((value) => !off[facet].has(value));
  });
}

// How many statements each value of a facet would leave, as the other facets stand.
function live(facet) {
  const found = new Map();
  for (const statement of graph.statements) {
    if (!passes(statement, facet)) continue;
    for (const value of new Set(FACETS[facet].values(statement))) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

// When something was told, where half of the articles say so; else the date that the statement itself tells of.
const byTelling = graph.documents.filter((article) => article.date).length * 2 >= graph.documents.length && graph.documents.length > 1;
const whenOf = (s) => (byTelling ? s.documents.map((d) => graph.documents[d].date).filter(Boolean).sort()[0]?.slice(0, 10) : s.when) || "";

function isInTime(s) {
  const when = whenOf(s);
  return when && (!state.since || when >= state.since) && (!state.until || when.slice(0, state.until.length) <= state.until);
}

let inView = [];
function refilter() { inView = graph.statements.filter((s) => passes(s)); }

// -- search and paths ----------------------------------------------------------------------------------------------

// Names and sentences by their words, with a typo, made when the first word is typed.
let index = null;
function indexed() {
  if (index) return index;
  index = new MiniSearch({ fields: ["words"], storeFields: ["entity", "sentence"], searchOptions: { prefix: true, fuzzy: (word) => word.length > 3 ? 0.25 : false, combineWith: "AND" } });
  index.addAll([
    ...graph.entities.map((entity) => ({ id: `e${entity.index}`, entity: entity.index, words: entity.names.join(" ") })),
    ...graph.sentences.map((sentence) => ({ id: `s${sentence.index}`, sentence: sentence.index, words: sentence.text })),
  ]);
  return index;
}

// Entities as they are written first, then those that are nearly so.
function search(words, limit = 8) {
  const wanted = words.trim().replace(/\s+/g, " ").toLowerCase();
  if (!wanted) return [];
  const score = (entity) => Math.min(...entity.names.map((name) => {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    return name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : 9;
  }));
  const exact = graph.entities.map((entity) => [score(entity), entity]).filter(([s]) => s < 9)
    .sort(([s, a], [t, b]) => s - t || b.degree - a.degree || a.index - b.index)
    .slice(0, limit).map(([, entity]) => entity);
  if (exact.length >= limit) return exact;
  const near = indexed().search(wanted, { filter: (found) => found.entity !== undefined }).map((found) => graph.entities[found.entity])
    .filter((entity) => !exact.includes(entity));
  return [...exact, ...near].slice(0, limit);
}

// Sentences with these words, of which something is told.
function searchSentences(words, limit = 4) {
  const found = words.trim().length > 2 ? indexed().search(words, { fuzzy: false, filter: (one) => one.sentence !== undefined }) : [];
  return found.slice(0, limit).map((one) => graph.sentences[one.sentence]);
}

// The shortest way over statements in view, in whichever direction they point.
function connect(from, to) {
  const ways = new Map();
  const ends = [from, to];
  for (const s of inView) {
    for (const { source, target, aside } of s.joins) {
      if (aside && !ends.includes(source) && !ends.includes(target)) continue;
      for (const [a, b] of [[source, target], [target, source]]) {
        if (!ways.has(a)) ways.set(a, new Set());
        ways.get(a).add(b);
      }
    }
  }
  const parent = new Map([[from, from]]);
  let edge = [from];
  while (edge.length && !parent.has(to)) {
    const next = [];
    for (const node of edge) {
      for (const other of [...(ways.get(node) ?? [])].sort((a, b) => a - b)) {
        if (!parent.has(other)) { parent.set(other, node); next.push(other); }
      }
    }
    edge = next;
  }
  if (!parent.has(to)) return [];
  const path = [to];
  while (path[0] !== from) path.unshift(parent.get(path[0]));
  return path;
}

const between = (statements, a, b) => statements.filter((s) => joins(s, a, b));

// -- taking the view away ------------------------------------------------------------------------------------------

function cell(value) {
  const text = String(value ?? "");
  // A spreadsheet runs a cell that starts like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function toCsv(statements) {
  const head = ["subject", "relation", "object", "told as", "polarity", "modality", "speaker", "articles", "sentence", "statement"];
  const rows = statements.map((s) => [
    nameOf(s.subject), s.relation, objectOf(s), s.stance, s.polarity, s.modality, speakerOf(s),
    s.documents.map((d) => graph.documents[d].id).join(" "),
    [...new Set(s.evidence.map(([sentence]) => graph.sentences[sentence].text))].join(" | "), s.id,
  ]);
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function toSparql(statements, about) {
  const ids = statements.slice(0, 500).map((s) => `st:${s.id}`);
  const values = ids.join(" ").replace(/(.{1,100})(\s|$)/g, "\n    $1").trimEnd();
  const title = about ? `Statements in view about ${about}` : "Statements in view";
  return `# ${title.replace(/[\r\n]/g, " ")}\n${graph.prologue}
SELECT DISTINCT ?statement ?subject ?predicate ?object ?polarity ?modality WHERE {
  VALUES ?statement {${values}
  }
  ?statement rdf:subject ?subject ; rdf:predicate ?predicate ;
             kg:polarity ?polarity ; kg:modality ?modality .
  OPTIONAL { ?statement rdf:object ?object }
}
ORDER BY ?subject ?predicate ?object
`;
}
