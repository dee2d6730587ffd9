// What is behind a choice: an entity, a line, a path, a card, a sentence.

import { button, el, h, many } from "../base/dom.js";
import { MANNERS } from "../base/kinds.js";
import { act, state } from "../base/state.js";
import { inView } from "../data/facets.js";
import { between, graph, nameOf } from "../data/records.js";
import { added, hiddenOf } from "../map/scene.js";
import { bar, cards, jump, key } from "./quotes.js";

export const panel = el("panel");

export function show(...content) {
  panel.replaceChildren(
    button({ class: "close", "aria-label": "Close evidence", title: "Close (Esc)", onclick: () => { act.clear(); } }, "×"),
    ...content.flat().filter(Boolean));
  panel.hidden = false;
  // Whoever chose by key what is hidden now goes on in the evidence.
  if (el("start").contains(document.activeElement)) panel.focus({ preventScroll: true });
  el("start").hidden = true;
  if (!el("filters").hidden) act.toggle("filter", "filters", false);
  el("column").scrollTop = 0;
  act.stop("half");
}

// Its strongest ties in a sentence each, with how often they are told; each leads to the pair.
function inShort(number) {
  const ties = new Map();
  for (const s of inView) {
    for (const { source, target, words, aside, loose } of s.joins) {
      if (aside || (source !== number && target !== number)) continue;
      const other = source === number ? target : source;
      if (!ties.has(other)) ties.set(other, { other, statements: new Set(), words: new Map(), documents: new Set() });
      const tie = ties.get(other);
      tie.statements.add(s);
      s.documents.forEach((d) => tie.documents.add(d));
      const said = `${s.fact ? "" : `${s.stance}: `}${words}`;
      if (!loose) tie.words.set(said, (tie.words.get(said) ?? 0) + (s.fact ? 2 : 1));
    }
  }
  const best = [...ties.values()].sort((a, b) => b.documents.size - a.documents.size || b.statements.size - a.statements.size || a.other - b.other).slice(0, 5);
  return best.length > 0 && h("ul", { class: "short", "aria-label": "In short", role: "list" }, best.map((tie) => {
    const words = [...tie.words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 2).map(([said]) => said);
    const tally = MANNERS.map((name) => [name, [...tie.statements].filter((s) => s.manner === name).length]).filter(([, n]) => n);
    return h("li", {}, button({ class: "tie", onclick: () => act.chooseLine(number, tie.other) },
      h("strong", {}, nameOf(tie.other)), words.length > 0 && ` ${words.join(", ")}`,
      h("span", { class: "count" }, `${many(tie.statements.size, "statement")} in ${many(tie.documents.size, "article")}`), bar(tally)));
  }));
}

// Parts of a choice, one of which is open: what is said of it, what it says, what is disputed.
function tabs(parts) {
  const there = parts.filter(([, statements]) => statements.length);
  if (!there.length) return [];
  const body = h("div", { id: "told", role: "tabpanel", "aria-labelledby": "tab0", tabindex: "0" });
  const open = (at) => {
    heads.forEach((head, number) => { head.setAttribute("aria-selected", String(number === at)); head.tabIndex = number === at ? 0 : -1; });
    body.setAttribute("aria-labelledby", `tab${at}`);
    body.replaceChildren(...cards(there[at][1]));
  };
  const heads = there.map(([title, statements], at) => button({ role: "tab", id: `tab${at}`, "aria-controls": "told", onclick: () => open(at) }, title, h("span", { class: "count" }, String(statements.length))));
  const list = h("div", { role: "tablist", "aria-label": "Evidence", class: "tabs" }, heads);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (heads.indexOf(document.activeElement) + step + heads.length) % heads.length;
    open(next);
    heads[next].focus();
  });
  open(0);
  return [list, body];
}

export function showEntity(number) {
  const entity = graph.entities[number];
  const says = entity.statements.filter((s) => s.by.includes(number));
  const about = entity.statements.filter((s) => s.subject === number || s.object === number || (!s.by.includes(number)));
  const disputed = entity.statements.filter((s) => s.disputes.length || s.manner === "denied");
  const facts = about.filter((s) => s.fact).length;
  const hidden = hiddenOf(number);
  show(
    h("p", { class: `kind ${entity.kind}` }, entity.type),
    h("h2", {}, entity.label),
    entity.aliases.length > 0 && h("p", { class: "aliases" }, "also ", entity.aliases.slice(0, 8).join(" · ")),
    h("p", { class: "facts" }, `in ${many(entity.articles, "article")} · ${many(facts, "fact")}`, about.length > facts && `, ${many(about.length - facts, "other statement")}`,
      Number.isInteger(entity.of) && [" · of ", jump(entity.of)],
      /^Q\d+$/.test(entity.link ?? "") && [" · ", h("a", { href: `https://www.wikidata.org/wiki/${entity.link}`, rel: "noopener noreferrer", target: "_blank" }, `Wikidata ${entity.link}`)]),
    h("p", { class: "actions" },
      hidden > 0 && button({ class: "more", onclick: () => act.openNode(number) }, `Draw ${many(hidden, "more neighbour")}`),
      added.has(number) && button({ class: "more", onclick: () => act.closeNode(number) }, "Take them away"),
      button({ class: "more", onclick: () => act.hideNode(number) }, "Hide"),
      state.pins.has(number) && button({ class: "more", onclick: () => act.unpinNode(number) }, "Unpin"),
      button({ class: "more", onclick: () => { act.toggle("path", "pathform", true); el("from").value = entity.label; act.offerNames(); el("to").focus(); } }, "Path from here")),
    inShort(number),
    key(),
    tabs([["Said of it", about], ["Said by it", says], ["Disputed", disputed]]),
  );
}

export function showLine(a, b, by) {
  const joining = between(graph.statements, a, b);
  const statements = by === undefined ? joining : joining.flatMap((s) => [s, ...graph.statements.filter((outer) => outer.object === `st:${s.id}` && outer.subject === by)].filter((one) => one.by.at(-1) === by || one.subject === by));
  const told = statements.filter((s) => s.subject === a || s.subject === b || s.object === a || s.object === b);
  show(h("h2", {}, by !== undefined && `${nameOf(by)} on `, nameOf(a), " – ", nameOf(b)),
    h("p", { class: "facts" }, `${many(statements.length, "statement")} in ${many(new Set(statements.flatMap((s) => s.documents)).size, "article")}`),
    bar(MANNERS.map((name) => [name, statements.filter((s) => s.manner === name).length]).filter(([, n]) => n)),
    key(), cards([...told, ...statements.filter((s) => !told.includes(s))], 8));
}

// One of several ways; a step on which somebody only speaks of another says so.
export function showPath(ways, at) {
  const { nodes, steps } = ways[at];
  const turn = (by) => act.choosePath(nodes[0], nodes.at(-1), (at + by + ways.length) % ways.length);
  const spoken = steps.filter(({ says }) => says).length;
  show(h("h2", {}, `From ${nameOf(nodes[0])} to ${nameOf(nodes.at(-1))}`),
    h("p", { class: "facts" }, many(steps.length, "step"), spoken > 0 && `, ${spoken} of them only said`, ` · by way of ${nodes.slice(1, -1).map(nameOf).join(", ") || "nobody else"}`),
    ways.length > 1 && h("p", { class: "actions" }, button({ class: "more", onclick: () => turn(-1) }, "← Before"), button({ class: "more", onclick: () => turn(1) }, "Next →"), h("span", { class: "count" }, `Way ${at + 1} of ${ways.length}`)),
    key(),
    steps.map(({ says, source, target, statements }, number) => [
      h("p", { class: "step" }, `Step ${number + 1}`, says && h("span", { class: "says" }, "says"), says && ` ${nameOf(source)} ${says} ${nameOf(target)}`),
      ...cards([...statements], 3)]).flat());
}

export function showCard(number) {
  const { kind, title, text, statements } = graph.cards[number];
  const step = (by) => act.chooseCard((number + by + graph.cards.length) % graph.cards.length);
  show(h("p", { class: "kind" }, `${kind} · ${number + 1} of ${graph.cards.length}`), h("h2", {}, title), h("p", { class: "facts" }, text),
    h("p", { class: "actions" }, button({ class: "more", onclick: () => step(-1) }, "← Before"), button({ class: "more", onclick: () => step(1) }, "Next →")),
    key(), cards(statements.map((row) => graph.statements[row]), 6, true));
}

export function showSentence(number, told) {
  const { text, document: article } = graph.sentences[number];
  show(h("p", { class: "kind" }, "Sentence"), h("h2", { class: "part" }, graph.documents[article].title), told.length ? key() : h("blockquote", {}, text), cards(told, 6));
}
