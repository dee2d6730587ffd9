// What a reader chooses, and what the picture does then.

import { calm, el, many, say } from "../base/dom.js";
import { act, state } from "../base/state.js";
import { inView, refilter } from "../data/facets.js";
import { connect } from "../data/paths.js";
import { graph, nameOf, pairId } from "../data/records.js";
import { arrangeGroup } from "../map/groups.js";
import { drawnPairs, drawnReports, redraw } from "../map/pairs.js";
import { added, arrange, box, collapse, drawnNow, ensureDrawn, expand, fit, focus, laidOut, neighbours, network, nodes, reset, shape } from "../map/scene.js";
import { panel, showCard, showEntity, showLine, showPath, showSentence } from "../side/evidence.js";
import { buildFilters, chips } from "../side/filters.js";
import { legend } from "../side/legend.js";
import { pressArticles } from "../side/start.js";
import { fillTable } from "../side/table.js";
import { timeline } from "../side/time.js";

function focusOn(ids, pairIds) {
  focus.nodes = ids && new Set(ids);
  focus.lines = pairIds && new Set(pairIds);
}

export const isChosen = () => state.entity !== null || state.line !== null || state.path.length > 0 || state.card !== null || state.sentence !== null || state.story !== null;

// Where the reader was when nothing was chosen: closing the evidence leads back there.
let origin = null;

export function choose(what) {
  if (!isChosen()) origin = document.activeElement;
  Object.assign(state, { entity: null, line: null, path: [], way: 0, card: null, sentence: null, story: null }, what);
}

export function chooseEntity(number) {
  choose({ entity: number });
  ensureDrawn(number);
  const around = neighbours(number);
  focusOn([number, ...around], [...around.map((other) => pairId(number, other)), ...drawnReports.filter((report) => report.by === number).map((report) => report.id)]);
  redraw();
  showEntity(number);
  say(`${nameOf(number)}: ${many(graph.entities[number].statements.length, "statement")} in the Evidence region`);
  // The picture stays as it is, unless what was chosen lies outside of it.
  reveal([number]);
  act.remember();
}

// What joins two, or what one more says of it.
export function chooseLine(a, b, by) {
  const ends = by === undefined ? [a, b] : [a, b, by];
  choose({ line: ends });
  ends.forEach(ensureDrawn);
  focusOn(ends, [pairId(a, b), `${pairId(a, b)}~${by}`]);
  redraw();
  showLine(a, b, by);
  say(`${nameOf(a)} and ${nameOf(b)}${by === undefined ? "" : `, as ${nameOf(by)} tells it`}: evidence shown`);
  reveal(ends);
  act.remember();
}

export function chooseCard(number) {
  choose({ card: number });
  const { entities, statements } = graph.cards[number];
  if (state.table) act.toggleTable();
  entities.forEach(ensureDrawn);
  const ends = statements.map((row) => graph.statements[row]).flatMap((s) => s.joins).filter(({ source, target }) => drawnNow.has(source) && drawnNow.has(target));
  focusOn([...entities, ...ends.flatMap(({ source, target }) => [source, target])], ends.map(({ source, target }) => pairId(source, target)));
  redraw();
  showCard(number);
  say(graph.cards[number].title);
  reveal(entities);
  act.remember();
}

export function chooseSentence(number) {
  choose({ sentence: number });
  const told = graph.statements.filter((s) => s.evidence.some(([sentence]) => sentence === number));
  const ends = told.flatMap((s) => s.joins).filter(({ source, target, aside }) => !aside && drawnNow.has(source) && drawnNow.has(target));
  focusOn(ends.flatMap(({ source, target }) => [source, target]), ends.map(({ source, target }) => pairId(source, target)));
  redraw();
  showSentence(number, told);
  say(`${many(told.length, "statement")} in this sentence`);
  act.remember();
}

export function choosePath(from, to, at = 0) {
  const ways = connect(from, to);
  const way = Math.min(at, ways.length - 1);
  if (!ways.length) {
    say(`No statement in view connects ${nameOf(from)} with ${nameOf(to)}`);
    return;
  }
  const path = ways[way].nodes;
  choose({ path, way });
  path.forEach(ensureDrawn);
  focusOn(path, path.slice(1).map((node, at) => pairId(node, path[at])));
  redraw();
  showPath(ways, way);
  say(`A path of ${many(path.length - 1, "step")}${ways.length > 1 ? `, one of ${ways.length}` : ""}`);
  reveal(path);
  act.remember();
}

export function clear() {
  const held = panel.contains(document.activeElement);
  const lost = held || document.activeElement === document.body;
  choose({});
  focusOn(null, null);
  panel.hidden = true;
  el("start").hidden = !el("filters").hidden;
  redraw();
  summary();
  act.remember();
  // Whoever comes from the evidence goes on where he was, else from the picture, not from the top of the page.
  if (lost && origin?.isConnected && origin !== document.body && origin.offsetParent) origin.focus({ preventScroll: true });
  else if (held) (state.table ? el("table") : box).focus({ preventScroll: true });
}

// Brings what was chosen into the picture where it lies outside of it.
export function reveal(ids) {
  const out = ids.some((id) => {
    if (!nodes.get(id)) return false;
    const { x, y } = network.canvasToDOM(shape.get(id));
    return x < 20 || y < 20 || x > box.clientWidth - 20 || y > box.clientHeight - 20;
  });
  if (out && ids.length > 1) fit(ids);
  else if (out) network.moveTo({ position: shape.get(ids[0]), animation: calm ? false : { duration: 250 } });
}

// The canvas changes its size with the window; a picture that nobody moved is laid out anew in it.
export function settle() {
  if (state.table) return;
  network.setSize("100%", "100%");
  if (laidOut !== `${box.clientWidth} ${box.clientHeight}`) { rebuild(); redraw(); }
  network.redraw();
  if (!state.moved) fit();
}

// First view, then what was opened, in the order in which it was: always the same picture.
export function rebuild() {
  const opened = state.opened;
  reset();
  if (state.group !== null) arrangeGroup();
  for (const id of state.hidden) drawnNow.delete(id);
  state.opened = [];
  for (const id of opened) { ensureDrawn(id); expand(id); }
  const chosen = [state.entity, ...(state.line ?? []), ...state.path].filter((id) => id !== null);
  for (const id of chosen) ensureDrawn(id);
}

// From the map of groups into one of them, and with null back.
export function openGroup(number) {
  Object.assign(state, { group: number, opened: [], moved: false });
  rebuild();
  clear();
  fit();
  legend();
  if (number !== null) say(`${graph.groups[number]}: ${many(nodes.length, "name")} of this group`);
}

// Opening and closing keep what is chosen, and show all that is drawn where some of it would lie outside.
export function openNode(number) {
  if (!expand(number).length) { chooseEntity(number); return; }
  state.moved = false;
  chooseEntity(number);
  fit();
  legend();
  say(`${nameOf(number)}: ${many(added.get(number).length, "neighbour")} more`);
}

export function closeNode(number) {
  collapse(number);
  chooseEntity(number);
  fit();
  legend();
}

export function hideNode(number) {
  state.hidden.add(number);
  drawnNow.delete(number);
  clear();
  chips();
}

export function unpinNode(number) {
  state.pins.delete(number);
  arrange();
  nodes.update({ id: number, x: shape.get(number).x, y: shape.get(number).y });
  chooseEntity(number);
}

export function applyFilters() {
  refilter();
  if (state.entity !== null) {
    const around = neighbours(state.entity);
    focusOn([state.entity, ...around], around.map((other) => pairId(state.entity, other)));
  }
  redraw();
  if (state.table) fillTable();
  buildFilters();
  chips();
  pressArticles();
  timeline();
  legend();
  summary();
  act.remember();
}

function summary() {
  const about = new Set(inView.flatMap((s) => s.documents));
  const others = inView.filter((s) => !s.fact).length;
  const behind = new Set([...drawnPairs.values()].flatMap((pair) => pair.statements).flatMap((s) => s.documents)).size;
  say(`${many(nodes.length, "name")} drawn · ${many(inView.length, "statement")} in view, ${others} of them denied, wanted or possible · ${behind} of ${many(about.size, "article")} on the picture`);
}
