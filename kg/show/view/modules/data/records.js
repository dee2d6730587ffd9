// The graph as records, and what each of them is called.

import { el } from "../base/dom.js";

const NONE = Object.freeze([]);

// JSON, deflated and in base64.
function opened(text) {
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return JSON.parse(fflate.strFromU8(fflate.inflateSync(bytes), true));
}

// A table's rows: each looks its values up in the columns when they are asked for, as most never are.
function records({ columns, pools }, Kind = class {}) {
  const Row = class extends Kind {
    constructor(index) { super(); this.index = index; }
  };
  for (const [name, column] of Object.entries(columns)) {
    const pool = pools[name];
    const get = pool ? function get() { return pool[column[this.index]]; } : function get() { return column[this.index]; };
    if (!Object.hasOwn(Kind.prototype, name)) Object.defineProperty(Row.prototype, name, { get });
  }
  const [first] = Object.values(columns);
  return first.map((_, index) => new Row(index));
}

const joins = (statement, a, b) => statement.joins.some(({ source, target }) => (source === a && target === b) || (source === b && target === a));

function entities({ columns, pools }, statementsOf) {
  return records({ columns, pools }, class {
    degree = 0;
    get statements() { return statementsOf(this.index); }
    // Mostly the label with underscores, and often something behind it.
    get id() {
      const id = columns.id[this.index];
      return typeof id === "string" ? id : columns.label[this.index].replaceAll(" ", "_") + pools.behind[id];
    }
    get aliases() { return columns.aliases[this.index] || NONE; }
    get link() { return columns.link[this.index] || null; }
    get names() { return [this.label, ...this.aliases].map((name) => name.toLowerCase()); }
    get articles() { return (this.counted ??= new Set(this.statements.flatMap((s) => s.documents)).size); }
  });
}

function statements({ columns, pools }, relations, evidence) {
  const unbound = pools.unbound.map((roles) => roles ? roles.split(" ") : NONE);
  const span = (at) => evidence()[at] < 0 ? null : [evidence()[at], evidence()[at + 1]];
  // Where the evidence of each begins, and behind the last.
  const begins = [0];
  for (const pieces of columns.pieces) begins.push(begins.at(-1) + 7 * pieces);
  return records({ columns, pools }, class {
    joins = NONE;
    get fact() { return columns.fact[this.index] === 1; }
    get relation() { return relations[this.predicate]; }
    get manner() { return this.fact ? "fact" : this.polarity === "Negative" ? "denied" : "unreal"; }
    get label() { return columns.label[this.index] || null; }
    get by() { return columns.by[this.index] || NONE; }
    get roles() { return columns.roles[this.index] || NONE; }
    get documents() { return columns.documents[this.index] || NONE; }
    get disputes() { return columns.disputes[this.index] || NONE; }
    get unbound() { return unbound[columns.unbound[this.index]]; }
    // Each piece: the number of the sentence, and where subject, predicate and object stand in it.
    get evidence() {
      const found = [];
      for (let at = begins[this.index]; at < begins[this.index + 1]; at += 7) found.push([evidence()[at], span(at + 1), span(at + 3), span(at + 5)]);
      return found;
    }
  });
}

// The statements that each entity has a part in.
function parts(graph) {
  const found = graph.entities.map(() => []);
  for (const statement of graph.statements) {
    const touch = (node) => {
      if (Number.isInteger(node) && found[node].at(-1) !== statement) found[node].push(statement);
    };
    for (const { source, target, aside } of statement.joins) if (!aside) { touch(source); touch(target); }
    touch(statement.subject);
    touch(statement.object);
    statement.by.forEach(touch);
    for (const [, node] of statement.roles) touch(node);
  }
  return found;
}

function load(raw) {
  // What only a reader's choice needs is made for the first one.
  let [told, lists] = [null, null];
  const texts = () => (told ??= opened(el("texts").textContent));
  let sentences = null;
  const graph = {
    documents: records(raw.documents),
    get sentences() { return (sentences ??= records(texts().sentences)); },
    entities: entities(raw.entities, (index) => (lists ??= parts(graph))[index]),
    statements: statements(raw.statements, raw.relations, () => texts().evidence),
    edges: records(raw.edges),
    prologue: raw.prologue,
    groups: raw.groups,
    overview: raw.overview,
    cards: raw.cards,
    story: raw.story,
  };
  graph.byId = new Map(graph.statements.map((s) => [s.id, s]));
  graph.entityById = new Map(graph.entities.map((e) => [e.id, e]));
  // Whom a statement joins is told with the data; a phrase is a node only where the reader asks for it.
  for (const { source, target, statement, words, phrase } of graph.edges) {
    const joining = graph.statements[statement];
    if (joining.joins === NONE) joining.joins = [];
    joining.joins.push({ source, target, words: words || joining.relation, loose: words !== "", phrase });
    graph.entities[source].degree += 1;
    graph.entities[target].degree += 1;
  }
  for (const statement of graph.statements) {
    const { subject, object, unbound } = statement;
    statement.isLine = statement.joins.length > 0;
    const isTold = !unbound.some((role) => role === "subject" || role === "object");
    if (isTold && Number.isInteger(object) && object !== subject && !joins(statement, subject, object)) {
      statement.joins = [...statement.joins, { source: subject, target: object, words: statement.relation, phrase: null, aside: true }];
    }
  }
  return graph;
}

export const graph = load(opened(el("data").textContent));

export const NARRATOR = "the article itself";
export const nameOf = (node) => Number.isInteger(node) ? graph.entities[node].label : String(node ?? "").replace(/^=/, "");
export const speakerOf = (statement) => statement.by.length ? nameOf(statement.by[statement.by.length - 1]) : NARRATOR;

// The object in words; of a statement about a statement, all of the inner one.
export function objectOf({ object, label }) {
  const inner = typeof object === "string" && graph.byId.get(object.replace(/^st:/, ""));
  return inner ? `${nameOf(inner.subject)} ${inner.relation} ${objectOf(inner)}` : label || nameOf(object);
}

// Only a time that the sentence itself gives; an article's date says when something was told.
export function yearOf(statement) {
  const told = statement.roles.find(([role, node]) => role === "time" && /^=\d{4}(?!\d)/.test(node));
  return told ? told[1].slice(1, 5) : "not said";
}

// When something was told, where half of the articles say so; else the date that the statement itself tells of.
export const byTelling = graph.documents.filter((article) => article.date).length * 2 >= graph.documents.length && graph.documents.length > 1;
const days = graph.documents.map(({ date }) => (date ?? "").slice(0, 10));
export const whenOf = (s) => (byTelling ? s.documents.length === 1 ? days[s.documents[0]] : s.documents.map((d) => days[d]).filter(Boolean).sort()[0] : s.when) || "";

export const between = (statements, a, b) => statements.filter((s) => joins(s, a, b));

// Who is meant where what is said has a statement as its object.
export function innerEnds(s) {
  const inner = typeof s.object === "string" && graph.byId.get(s.object.replace(/^st:/, ""));
  return inner ? [inner.subject, inner.object] : [];
}

export const pairId = (a, b) => a < b ? `${a}~${b}` : `${b}~${a}`;

export const idOf = (node) => graph.entities[node].id;
