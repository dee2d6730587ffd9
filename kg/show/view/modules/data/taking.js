// The view as CSV, and as a query in SPARQL.

import { graph, nameOf, objectOf, speakerOf } from "./records.js";

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
