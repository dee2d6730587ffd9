// The statements in view as a table.

import { button, el, h, many } from "../base/dom.js";
import { act } from "../base/state.js";
import { inView } from "../data/facets.js";
import { graph, nameOf, objectOf, speakerOf } from "../data/records.js";
import { copy } from "./copying.js";
import { chip } from "./quotes.js";

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

export function fillTable() {
  const row = (s) => {
    const choose = () => s.isLine ? act.chooseLine(s.joins[0].source, s.joins[0].target) : act.chooseEntity(s.subject);
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
