// Filters: for each facet the values that are off, what passes, and how much each value would leave.

import { state } from "../base/state.js";
import { graph, speakerOf, whenOf, yearOf } from "./records.js";

const FACETS = {
  stance: { title: "Told as", values: (s) => [s.stance] },
  kind: { title: "Type of entity", values: (s) => [s.subject, s.object].filter(Number.isInteger).map((e) => graph.entities[e].type), all: true },
  relation: { title: "Relation", values: (s) => [s.relation] },
  article: { title: "Article", values: (s) => s.documents.map((d) => graph.documents[d].title) },
  speaker: { title: "Speaker", values: (s) => [speakerOf(s)] },
  year: { title: "Year it happened", values: (s) => [yearOf(s)] },
};

function tally({ values }) {
  const found = new Map();
  for (const statement of graph.statements) {
    let last;
    for (const value of values(statement)) {
      if (value !== last) found.set(value, (found.get(value) ?? 0) + 1);
      last = value;
    }
  }
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

// The values of each facet, counted when they are first asked for: most pages are read without a filter.
export const counts = {};
for (const [facet, of] of Object.entries(FACETS)) {
  let found = null;
  Object.defineProperty(counts, facet, { get: () => (found ??= tally(of)) });
}

export const off = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Set()]));

export const FILTERS = Object.entries(FACETS);

export function passes(statement, but = "") {
  if ((state.since || state.until) && but !== "time" && !isInTime(statement)) return false;
  return FILTERS.every(([facet, { values, all }]) => {
    if (!off[facet].size || facet === but) return true;
    const mine = values(statement);
    return all ? mine.every((value) => !off[facet].has(value)) : mine.some((value) => !off[facet].has(value));
  });
}

// How many statements each value of a facet would leave, as the other facets stand.
export function live(facet) {
  const found = new Map();
  for (const statement of graph.statements) {
    if (!passes(statement, facet)) continue;
    for (const value of new Set(FACETS[facet].values(statement))) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

function isInTime(s) {
  const when = whenOf(s);
  return when && (!state.since || when >= state.since) && (!state.until || when.slice(0, state.until.length) <= state.until);
}

export let inView = [];
export function refilter() { inView = graph.statements.filter((s) => passes(s)); }
