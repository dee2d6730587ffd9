// Where to start: the articles, and the cards.

import { button, el, h, many } from "../base/dom.js";
import { act } from "../base/state.js";
import { counts, off } from "../data/facets.js";
import { graph } from "../data/records.js";
import { setAll } from "./filters.js";
import { bar, outlet } from "./quotes.js";

// So many articles stand above the cards where there are many more.
const ARTICLES = 6;
const SOME = 4;

export function start() {
  const counted = graph.documents.map(() => ({ fact: 0, said: 0, unreal: 0, denied: 0 }));
  for (const s of graph.statements) for (const d of s.documents) counted[d][s.manner === "fact" && s.by.length ? "said" : s.manner] += 1;
  const total = (tally) => Object.values(tally).reduce((sum, n) => sum + n, 0);
  const row = (article) => {
    const tally = counted[article.index];
    const facts = [outlet(article) || (article.title === article.id ? "" : article.id), article.date, many(total(tally), "statement")].filter(Boolean).join(" · ");
    return h("li", {}, button({ class: "article", "aria-pressed": "false", title: article.title, onclick: () => onlyArticle(article) },
      h("span", { class: "headline" }, article.title), h("span", { class: "count" }, facts), bar(Object.entries(tally).filter(([, n]) => n))));
  };
  const sorted = graph.documents.length > ARTICLES ? graph.documents.slice().sort((a, b) => total(counted[b.index]) - total(counted[a.index]) || a.index - b.index) : graph.documents;
  const few = graph.documents.length > ARTICLES ? SOME : ARTICLES;
  const list = h("ul", { class: "articles", role: "list" }, sorted.slice(0, few).map(row));
  const rest = sorted.slice(few);
  const more = (from) => rest.length > from && button({ class: "more", onclick: (event) => {
    list.append(...rest.slice(from, from + 50).map(row));
    event.currentTarget.replaceWith(...[more(from + 50)].filter(Boolean));
  } }, `Show ${many(rest.length - from, "more article")}`);
  el("start").replaceChildren(...[
    h("h2", {}, "In these articles"), list, more(0),
    graph.cards.length > 0 && h("h2", {}, "Start here"),
    graph.cards.length > 0 && h("ol", { class: "cards", role: "list" }, graph.cards.map((card, at) => h("li", {}, button({ class: "tale", onclick: () => act.chooseCard(at) },
      h("span", { class: "tag" }, card.kind), h("span", { class: "headline" }, card.title), h("span", { class: "count" }, card.text))))),
  ].filter(Boolean));
}

function onlyArticle(article) {
  const isOnly = counts.article.every(([value]) => off.article.has(value) !== (value === article.title));
  setAll("article", (value) => isOnly || value === article.title);
}

// Which articles are in view, said at their rows too.
export function pressArticles() {
  for (const one of el("start").querySelectorAll(".article")) one.setAttribute("aria-pressed", String(off.article.size > 0 && !off.article.has(one.title)));
}
