// The view in the address, and the way back.

import { say } from "../base/dom.js";
import { state } from "../base/state.js";
import { counts, off, refilter } from "../data/facets.js";
import { graph, idOf } from "../data/records.js";
import { choose, chooseCard, chooseEntity, chooseLine, choosePath, chooseSentence, clear, rebuild, settle } from "./choosing.js";
import { toggleTable } from "./sheets.js";
import { setTheme } from "./tools.js";
import { buildFilters, chips } from "../side/filters.js";
import { legend } from "../side/legend.js";
import { pressArticles } from "../side/start.js";
import { showStep } from "../side/story.js";
import { fillTable } from "../side/table.js";
import { timeline } from "../side/time.js";

const past = [];
let current = null;
let recalling = false;
let pushes = true;

function address() {
  const parts = new URLSearchParams();
  if (state.entity !== null) parts.set("entity", idOf(state.entity));
  if (state.line) parts.set("line", state.line.map(idOf).join("~"));
  if (state.path.length) parts.set("path", [state.path[0], state.path.at(-1)].map(idOf).join("~"));
  if (state.way) parts.set("way", String(state.way + 1));
  if (state.card !== null) parts.set("card", String(state.card + 1));
  if (state.sentence !== null) parts.set("sentence", String(state.sentence + 1));
  if (state.group !== null) parts.set("group", String(state.group + 1));
  if (state.opened.length) parts.set("open", state.opened.map(idOf).join("~"));
  if (state.hidden.size) parts.set("hide", [...state.hidden].map(idOf).join("~"));
  for (const [id, { x, y }] of state.pins) parts.append("pin", `${idOf(id)}~${x}~${y}`);
  if (state.since) parts.set("since", state.since);
  if (state.until) parts.set("until", state.until);
  if (state.story !== null) parts.set("story", String(state.story + 1));
  if (state.table) parts.set("view", "table");
  if (state.rows) parts.set("rows", state.rows);
  if (state.themed) parts.set("theme", state.dark ? "dark" : "light");
  for (const facet of Object.keys(off)) {
    if (!off[facet].size) continue;
    // Whichever list is the shorter one.
    const on = counts[facet].map(([value]) => value).filter((value) => !off[facet].has(value));
    if (on.length && on.length < off[facet].size) on.forEach((value) => parts.append(`only-${facet}`, value));
    else off[facet].forEach((value) => parts.append(`not-${facet}`, value));
  }
  return `#${parts}`;
}

// Each choice is a step that Back and undo lead back from.
export function remember() {
  const hash = address();
  if (recalling || hash === current) return;
  if (current !== null) past.push(current);
  current = hash;
  try {
    history[past.length ? "pushState" : "replaceState"](null, "", hash);
  } catch {
    // A frame made from text has no address of its own.
    pushes = false;
  }
}

export function undo() {
  if (!past.length) { say("Nothing to undo"); return; }
  if (pushes) history.back();
  else recall(past.pop());
}

export function recall(hash) {
  recalling = true;
  const parts = new URLSearchParams(hash.slice(1));
  const ids = (name) => (parts.get(name) ?? "").split("~").map((id) => graph.entityById.get(id)?.index);
  for (const facet of Object.keys(off)) {
    const only = new Set(parts.getAll(`only-${facet}`)), not = new Set(parts.getAll(`not-${facet}`));
    off[facet] = new Set(only.size + not.size === 0 ? [] : counts[facet].map(([value]) => value).filter((value) => not.has(value) || (only.size && !only.has(value))));
  }
  if (parts.has("theme")) { state.themed = true; state.dark = parts.get("theme") === "dark"; }
  choose({
    group: graph.overview && graph.groups[Number(parts.get("group")) - 1] ? Number(parts.get("group")) - 1 : null,
    rows: parts.get("rows") ?? "", since: parts.get("since") ?? "", until: parts.get("until") ?? "",
    opened: ids("open").filter((id) => id !== undefined), hidden: new Set(ids("hide").filter((id) => id !== undefined)),
    pins: new Map(parts.getAll("pin").map((pin) => pin.split("~")).filter(([id]) => graph.entityById.has(id)).map(([id, x, y]) => [graph.entityById.get(id).index, { x: Number(x) || 0, y: Number(y) || 0 }])),
  });
  refilter();
  // What stands above and beneath the picture comes first: it takes of its height.
  chips();
  timeline();
  rebuild();
  setTheme(state.dark);
  pressArticles();
  buildFilters();
  const entity = graph.entityById.get(parts.get("entity"));
  const [a, b, by] = ids("line"), [from, to] = ids("path");
  const card = Number(parts.get("card")) - 1, sentence = Number(parts.get("sentence")) - 1;
  const step = Number(parts.get("story")) - 1;
  if (entity) chooseEntity(entity.index);
  else if (a !== undefined && b !== undefined) chooseLine(a, b, by);
  else if (from !== undefined && to !== undefined) choosePath(from, to, Math.max(Number(parts.get("way")) - 1, 0));
  else if (graph.cards[card]) chooseCard(card);
  else if (graph.sentences[sentence]) chooseSentence(sentence);
  else clear();
  if ((parts.get("view") === "table") !== state.table) toggleTable();
  else if (state.table) fillTable();
  settle();
  legend();
  if (graph.story?.[step]) showStep(step);
  recalling = false;
  current = address();
}

// Another state of the page, as a step that Back leads back from.
export function go(hash) {
  const before = current;
  recall(hash);
  const after = current;
  current = before;
  if (after === before) return;
  remember();
}

addEventListener("popstate", () => {
  if (location.hash !== current) past.pop();
  recall(location.hash);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => { if (!state.themed) setTheme(event.matches); });
