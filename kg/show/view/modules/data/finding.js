// Names and sentences by their words.

import { graph } from "./records.js";

// Names and sentences by their words, with a typo, made when the first word is typed.
let index = null;
function indexed() {
  if (index) return index;
  index = new MiniSearch({ fields: ["words"], storeFields: ["entity", "sentence"], searchOptions: { prefix: true, fuzzy: (word) => word.length > 3 ? 0.25 : false, combineWith: "AND" } });
  index.addAll([
    ...graph.entities.map((entity) => ({ id: `e${entity.index}`, entity: entity.index, words: entity.names.join(" ") })),
    ...graph.sentences.map((sentence) => ({ id: `s${sentence.index}`, sentence: sentence.index, words: sentence.text })),
  ]);
  return index;
}

// Entities as they are written first, then those that are nearly so.
export function search(words, limit = 8) {
  const wanted = words.trim().replace(/\s+/g, " ").toLowerCase();
  if (!wanted) return [];
  const score = (entity) => Math.min(...entity.names.map((name) => {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    return name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : 9;
  }));
  const exact = graph.entities.map((entity) => [score(entity), entity]).filter(([s]) => s < 9)
    .sort(([s, a], [t, b]) => s - t || b.degree - a.degree || a.index - b.index)
    .slice(0, limit).map(([, entity]) => entity);
  if (exact.length >= limit) return exact;
  const near = indexed().search(wanted, { filter: (found) => found.entity !== undefined }).map((found) => graph.entities[found.entity])
    .filter((entity) => !exact.includes(entity));
  return [...exact, ...near].slice(0, limit);
}

// Sentences with these words, of which something is told.
export function searchSentences(words, limit = 4) {
  const found = words.trim().length > 2 ? indexed().search(words, { fuzzy: false, filter: (one) => one.sentence !== undefined }) : [];
  return found.slice(0, limit).map((one) => graph.sentences[one.sentence]);
}
