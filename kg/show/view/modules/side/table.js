// The statements in view as a table: sorted by a column, in groups, and copied.

import { button, el, h, many } from "../base/dom.js";
import { act, state } from "../base/state.js";
import { inView } from "../data/facets.js";
import { graph, nameOf, objectOf, speakerOf } from "../data/records.js";
import { cell } from "../data/taking.js";
import { copy } from "./copying.js";
import { chip } from "./quotes.js";

const PAGE = 200;
const articlesOf = (s) => s.documents.map((d) => graph.documents[d].title);
const COLUMNS = [
  ["Subject", (s) => nameOf(s.subject)], ["Relation", (s) => s.relation], ["Object", objectOf], ["Told as", (s) => s.stance], ["Speaker", speakerOf],
  ["Article", (s) => articlesOf(s).join("; ")], ["Sentence", (s) => graph.sentences[s.evidence[0]?.[0]]?.text ?? ""],
];
// What two articles tell alike stands in the group of either.
const GROUPS = {
  subject: ["Subject", (s) => [nameOf(s.subject)]], relation: ["Relation", (s) => [s.relation]], stance: ["Told as", (s) => [s.stance]],
  speaker: ["Speaker", (s) => [speakerOf(s)]], article: ["Article", articlesOf],
};
const order = { column: null, down: false };

function sortedRows() {
  if (order.column === null) return inView.slice().sort((a, b) => graph.entities[b.subject].degree - graph.entities[a.subject].degree || a.subject - b.subject || a.relation.localeCompare(b.relation, "en") || a.index - b.index);
  const value = COLUMNS[order.column][1], sign = order.down ? -1 : 1;
  return inView.map((s) => [value(s), s]).sort(([a, s], [b, t]) => sign * a.localeCompare(b, "en") || s.index - t.index).map(([, s]) => s);
}

// Statements, each group behind its name; the largest group first.
export function groupedRows(by = state.rows) {
  const sorted = sortedRows();
  if (!GROUPS[by]) return sorted.map((statement) => ({ statement }));
  const found = new Map();
  for (const statement of sorted) {
    for (const name of new Set(GROUPS[by][1](statement))) {
      if (!found.has(name)) found.set(name, []);
      found.get(name).push({ statement, group: name });
    }
  }
  return [...found].sort(([a, p], [b, q]) => q.length - p.length || a.localeCompare(b, "en")).flatMap(([name, rows]) => [{ name, count: rows.length }, ...rows]);
}

export function fillTable() {
  // The roles keep it a table for screen readers where a small screen shows rows as cards.
  const td = (attributes, ...content) => h("td", { role: "cell", ...attributes }, ...content);
  const row = ({ statement: s, name, count }) => {
    if (!s) return h("tr", { role: "row", class: "group" }, h("th", { scope: "rowgroup", role: "rowheader", colspan: COLUMNS.length }, name, h("span", { class: "count" }, many(count, "statement"))));
    const choose = () => s.isLine ? act.chooseLine(s.joins[0].source, s.joins[0].target) : act.chooseEntity(s.subject);
    const sentences = [...new Set(s.evidence.map(([sentence]) => graph.sentences[sentence].text))];
    return h("tr", { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, button({ class: "entity", onclick: choose, "aria-label": `Evidence for ${nameOf(s.subject)} ${s.relation} ${objectOf(s)}` }, nameOf(s.subject))),
      td({ class: "relation" }, s.relation), td({ class: "target" }, objectOf(s)), td({}, h("span", { class: `chip ${s.manner}` }, s.stance)),
      td({ class: "speaker" }, speakerOf(s)), td({ class: "article" }, h("span", {}, articlesOf(s).join("; "))),
      td({ class: "sentence" }, sentences[0] ?? "", sentences.length > 1 && h("em", {}, ` and ${many(sentences.length - 1, "more sentence")}`)));
  };
  const rows = groupedRows();
  const sortBy = (at) => {
    order.down = order.column === at && !order.down;
    order.column = at;
    fillTable();
    el("table").querySelectorAll("th button.sort")[at].focus();
  };
  const head = COLUMNS.map(([name], at) => h("th", { scope: "col", role: "columnheader", "aria-sort": order.column !== at ? "none" : order.down ? "descending" : "ascending" },
    button({ class: "sort", onclick: () => sortBy(at) }, name, h("span", { "aria-hidden": "true" }, order.column !== at ? "" : order.down ? " ↓" : " ↑"))));
  const body = h("tbody", { role: "rowgroup" }, rows.slice(0, PAGE).map(row));
  // A browser takes its time over tens of thousands of rows: they come in pages when asked for.
  const more = (from) => rows.length > from && button({ class: "more", onclick: (event) => {
    body.append(...rows.slice(from, from + PAGE).map(row));
    event.currentTarget.replaceWith(...[more(from + PAGE)].filter(Boolean));
  } }, `Show ${many(Math.min(PAGE, rows.length - from), "more row")} of ${rows.length - from}`);
  const choice = h("select", { id: "groups" }, [["", "nothing"], ...Object.entries(GROUPS).map(([by, [name]]) => [by, name.toLowerCase()])].map(([value, name]) => h("option", { value, selected: value === state.rows }, name)));
  choice.addEventListener("change", () => { state.rows = choice.value; fillTable(); el("groups").focus(); act.remember(); });
  const copied = (form, name) => button({ class: "more", onclick: () => copy(toText(groupedRows(), form), `The rows are on the clipboard as ${name}`) }, `Copy as ${name}`);
  el("table").replaceChildren(h("p", { class: "actions" }, h("label", {}, "Group by ", choice), copied("tsv", "TSV"), copied("markdown", "Markdown")),
    h("table", { role: "table" }, h("caption", {}, `${many(inView.length, "statement")} in view`),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head)), body), ...[more(PAGE)].filter(Boolean));
}

// Rows for a spreadsheet or a text; of groups the name stands in front of each row, under "Group".
export function toText(rows, form) {
  const isGrouped = rows.some(({ name }) => name !== undefined);
  const head = [...(isGrouped ? ["Group"] : []), ...COLUMNS.map(([name]) => name)];
  const body = rows.filter(({ statement }) => statement).map(({ statement, group }) => [...(isGrouped ? [group] : []), ...COLUMNS.map(([, value]) => value(statement))]);
  if (form === "tsv") return [head, ...body].map((line) => line.map((value) => cell(String(value).replace(/\s+/g, " "))).join("\t")).join("\n");
  const line = (cells) => `| ${cells.map((value) => String(value).replace(/\|/g, "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}
