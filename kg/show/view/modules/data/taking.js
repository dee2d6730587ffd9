// The view as CSV, as Turtle, and as a query in SPARQL.

import { graph, idOf, nameOf, objectOf, speakerOf } from "./records.js";

// A value as a cell of CSV or of a table with tabs.
export function cell(value) {
  const text = String(value ?? "");
  // A spreadsheet runs a cell that starts like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(statements) {
  const head = ["subject", "relation", "object", "told as", "polarity", "modality", "speaker", "articles", "sentence", "statement"];
  const rows = statements.map((s) => [
    nameOf(s.subject), s.relation, objectOf(s), s.stance, s.polarity, s.modality, speakerOf(s),
    s.documents.map((d) => graph.documents[d].id).join(" "),
    [...new Set(s.evidence.map(([sentence]) => graph.sentences[sentence].text))].join(" | "), s.id,
  ]);
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function toSparql(statements, about) {
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

// An entity's IRI, as the graph has it: letters of all scripts stay, all else that could end a name is escaped.
function iriOf(node) {
  const id = idOf(node).replace(/[^\p{L}\p{N}\p{M}_.-]/gu, encodeURIComponent).replace(/^-/, "%2D").replace(/^\.|\.$/g, "%2E");
  return `<${graph.prologue.match(/PREFIX e: <([^>]*)>/)[1]}${id}>`;
}

const literal = (text) => JSON.stringify(String(text).replace(/[\ud800-\udfff]/gu, "\ufffd"));

// Each statement with its ends, stance, speaker and quotes, in the graph's own terms; facts as plain triples too.
export function toTurtle(statements) {
  const named = new Map();
  const node = (value) => {
    if (Number.isInteger(value)) named.set(value, `${iriOf(value)} rdfs:label ${literal(nameOf(value))} .`);
    return Number.isInteger(value) ? iriOf(value) : typeof value === "string" && value.startsWith("st:") && graph.byId.has(value.slice(3)) ? value : null;
  };
  const told = statements.map((s) => {
    const subject = node(s.subject), object = node(s.object), speaker = node(s.by.at(-1));
    const quotes = [...new Set(s.evidence.map(([sentence]) => graph.sentences[sentence].text))];
    const parts = [`st:${s.id} a kg:Statement`, `rdf:subject ${subject}`, `rdf:predicate ${s.predicate}`, object ? `rdf:object ${object}` : s.label && `kg:objectLabel ${literal(s.label)}`,
      `kg:polarity kg:${s.polarity}`, `kg:modality kg:${s.modality}`, `kg:certainty kg:${s.certainty}`, speaker && `kg:attributedTo ${speaker}`,
      ...quotes.map((quote) => `kg:evidence [ kg:quote ${literal(quote)} ]`)];
    return `${parts.filter(Boolean).join(" ;\n  ")} .\n${s.fact && Number.isInteger(s.object) ? `${subject} ${s.predicate} ${object} .\n` : ""}`;
  });
  return `${graph.prologue}\n${told.join("\n")}\n${[...named.values()].join("\n")}\n`;
}
