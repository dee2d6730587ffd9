// What is said, by whom, in which words: sentences with their spans marked, voices, cards.

import { button, h, many, svg } from "../base/dom.js";
import { MANNERS, STANCES } from "../base/kinds.js";
import { act } from "../base/state.js";
import { NARRATOR, graph, nameOf, objectOf } from "../data/records.js";
import { copy } from "./copying.js";

// The sentence with its spans marked; a span inside another is marked inside it.
export function marked(text, spans, from = 0, to = text.length) {
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

// Who published an article: the name that its row has, else the host of its address.
export const outlet = ({ source, address }) => source !== address && source ? source : URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, "") : "";

function footnote(text, article) {
  const quoted = text.replace(/[“”]|(?<![\w])"|"(?!\w)/g, (mark, at) => mark === "“" || (mark === '"' && !/\S/.test(text[at - 1] ?? " ")) ? "‘" : "’");
  return `“${quoted}” ${[article.title, outlet(article), article.date, article.address ?? article.id].filter(Boolean).join(", ")}.`;
}

function quote([sentence, ...spans]) {
  const { text, document: number } = graph.sentences[sentence];
  const article = graph.documents[number];
  const parts = ["subject", "relation", "object"].flatMap((part, at) => spans[at] ? [{ part, start: spans[at][0], end: spans[at][1] }] : []);
  return h("figure", {},
    h("blockquote", { cite: article.iri }, marked(text, parts)),
    h("figcaption", {}, article.address ? h("a", { href: article.address, rel: "noopener noreferrer", target: "_blank" }, article.title) : h("cite", {}, article.title),
      ![article.title, article.address].includes(article.id) && ` · ${article.id}`, article.date && ` · ${article.date}`,
      article.about?.map(([name, value]) => ` · ${name}: ${value}`), " ",
      button({ class: "small", "aria-label": `Copy as footnote: ${article.title}`, title: "Copy as footnote", onclick: () => copy(footnote(text, article), "The quote is on the clipboard") }, "copy")));
}

export const chip = (statement) => h("span", { class: `chip ${statement.manner}` }, statement.fact ? "told as fact" : statement.stance);
export const jump = (number) => button({ class: "entity", onclick: () => act.chooseEntity(number) }, nameOf(number));
export const mention = (node) => Number.isInteger(node) ? jump(node) : h("span", {}, objectOf({ object: node }));

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

// A part that is made only when it is opened: a long list costs nothing until then.
function folded(title, make, attributes = {}) {
  const details = h("details", attributes, h("summary", {}, title));
  details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(...[make()].flat()); });
  return details;
}

function howRead(statement) {
  const pair = (name, value) => h("div", {}, h("dt", {}, `${name}: `), h("dd", {}, value));
  return h("details", { class: "how" }, h("summary", {}, "how it was read"), h("dl", {},
    pair("polarity", statement.polarity),
    pair("modality", statement.modality),
    statement.certainty !== "Certain" && pair("certainty", statement.certainty),
    statement.event && pair("event", statement.event.toLowerCase()),
    pair("confidence", statement.confidence.toFixed(2)),
    statement.unbound.length > 0 && pair("not told who or what", statement.unbound.join(", ")),
    pair("rule", statement.rule)));
}

function voice(statement) {
  const speaker = statement.by.length
    ? statement.by.flatMap((node, at) => [at ? ", quoting " : null, mention(node)])
    : [h("span", {}, NARRATOR)];
  const [first, ...rest] = statement.evidence;
  return h("div", { class: "voice" },
    h("p", { class: "stance" }, chip(statement), " by ", h("span", { class: "speaker" }, speaker)),
    first && quote(first),
    rest.length > 0 && folded(many(rest.length, "more quote"), () => rest.map(quote), { class: "rest" }),
    statement.roles.length > 0 && h("dl", {}, statement.roles.map(([role, node]) => h("div", {}, h("dt", {}, `${role}: `), h("dd", {}, mention(node))))),
    howRead(statement));
}

const backing = (statements) => new Set(statements.filter((s) => s.fact).flatMap((s) => s.documents)).size;

// One voice stands open, and one that denies what it says; the others are a click away.
function spoken(group) {
  const against = group.find((s, at) => at > 0 && s.manner === "denied");
  const rest = group.slice(1).filter((s) => s !== against);
  return [voice(group[0]), against && voice(against), rest.length > 0 && folded(many(rest.length, "more voice"), () => rest.map(voice), { class: "rest" })];
}

// All that is said about one triple, the voices for and against it together.
export function cards(statements, most = 5, keepOrder = false) {
  const groups = new Map();
  for (const s of statements) {
    const key = JSON.stringify([s.subject, s.predicate, s.object]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(s);
  }
  const sorted = [...groups.values()].map((group) => group.sort((a, b) => b.fact - a.fact || b.documents.length - a.documents.length));
  if (!keepOrder) sorted.sort((a, b) => b[0].isLine - a[0].isLine || b[0].fact - a[0].fact || backing(b) - backing(a) || b.length - a.length || a[0].index - b[0].index);
  const render = (group) => h("article", { class: "card" },
    h("h3", {}, triple(group[0])),
    backing(group) > 1 && h("p", { class: "facts" }, `told as fact in ${many(backing(group), "article")}`),
    group.some((s) => s.disputes.length) && h("p", { class: "disputed" }, "Disputed: the sources do not agree."),
    spoken(group));
  const shown = sorted.slice(0, most).map(render);
  const next = (from) => {
    if (from >= sorted.length) return [];
    const more = button({ class: "more", onclick: () => more.replaceWith(...sorted.slice(from, from + 20).map(render), ...next(from + 20)) }, `Show ${many(sorted.length - from, "more statement")}`);
    return [more];
  };
  return [...shown, ...next(most)];
}

export const key = () => h("p", { class: "key", "aria-label": "Marks" }, h("mark", { class: "subject" }, "subject"), " ", h("mark", { class: "relation" }, "relation"), " ", h("mark", { class: "object" }, "object"));

// A bar of stances: grey told as fact, violet wanted or possible, red denied.
export function bar(tally) {
  const total = tally.reduce((sum, [, n]) => sum + n, 0);
  const words = { said: "said by others", ...Object.fromEntries(MANNERS.map((name) => [name, STANCES[name].words])) };
  let at = 0;
  const parts = tally.map(([name, n]) => {
    const part = svg("rect", { x: at, y: 0, width: 100 * n / total, height: 4, class: name });
    at += 100 * n / total;
    return part;
  });
  return svg("svg", { class: "bar", viewBox: "0 0 100 4", preserveAspectRatio: "none", role: "img", "aria-label": tally.map(([name, n]) => `${n} ${words[name]}`).join(", ") }, parts);
}
