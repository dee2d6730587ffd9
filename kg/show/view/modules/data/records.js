// The graph as records, and what each of them is called.

import { read } from "../base/dom.js";

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
    story: raw.story,
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

export const graph = load();

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
export const whenOf = (s) => (byTelling ? s.documents.map((d) => graph.documents[d].date).filter(Boolean).sort()[0]?.slice(0, 10) : s.when) || "";

export const between = (statements, a, b) => statements.filter((s) => joins(s, a, b));

// Who is meant where what is said has a statement as its object.
export function innerEnds(s) {
  const inner = typeof s.object === "string" && graph.byId.get(s.object.replace(/^st:/, ""));
  return inner ? [inner.subject, inner.object] : [];
}

export const pairId = (a, b) => a < b ? `${a}~${b}` : `${b}~${a}`;

export const idOf = (node) => graph.entities[node].id;
