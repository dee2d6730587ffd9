// What stands on the picture, and where: the first view, neighbours that were opened, what is in focus.

import { el, read } from "../base/dom.js";
import { KINDS, MANNERS, STANCES } from "../base/kinds.js";
import { state } from "../base/state.js";
import { inView, passes } from "../data/facets.js";
import { graph } from "../data/records.js";

const MOST = 300;
const first = read("nodes");
export const shape = new Map();
export const box = el("canvas");
export const drawnNow = new Set();
export const nodes = new vis.DataSet();
export const focus = { nodes: null, lines: null, hover: null, unnamed: null, cursor: null, line: null };
export let colours = {};

// A large graph's chief names are told of by so many articles that all symbols would be of the largest size.
const SMALLER = graph.overview ? 0.7 : 1;
export const radius = (articles) => SMALLER * Math.min(6 + 2.6 * Math.log2(1 + Math.max(articles, 1)), 18);

// The picture has been laid out twice: for a desktop, and for a phone, which draws fewer.
const isUpright = () => box.clientWidth < 560;
export let upright = isUpright();
let usable = first.filter((node) => !upright || node.spot);

// The frame is stretched to the canvas, which crosses no lines anew; a canvas too small for the names is zoomed out of.
export const margin = () => upright ? { side: 46, top: 64, bottom: 72 } : { side: 62, top: 52, bottom: 76 };
export let laidOut = "";
export function arrange() {
  laidOut = `${box.clientWidth} ${box.clientHeight}`;
  const at = (node) => upright ? node.spot : [node.x, node.y];
  const xs = usable.map((node) => at(node)[0]), ys = usable.map((node) => at(node)[1]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const { side, top: above, bottom: below } = margin();
  const [least, lowest] = upright ? [270, 190] : [610, 400];
  const width = Math.max(box.clientWidth - 2 * side, least), height = Math.max(box.clientHeight - above - below, lowest);
  for (const node of usable) {
    const [x, y] = at(node);
    const spot = { x: right > left ? ((x - left) / (right - left) - 0.5) * width : 0, y: bottom > top ? ((y - top) / (bottom - top) - 0.5) * height : 0 };
    shape.set(node.id, { id: node.id, ...spot, ...state.pins.get(node.id), size: node.size, group: node.group });
  }
}

// What is drawn without the reader's doing, and nothing else.
export function reset() {
  shape.clear();
  drawnNow.clear();
  added.clear();
  upright = isUpright();
  usable = first.filter((node) => !upright || node.spot);
  arrange();
  for (const node of usable) drawnNow.add(node.id);
}

// Some versions of pyvis hand the options over as a string of JSON.
const options = read("options");
export const network = new vis.Network(box, { nodes, edges: new vis.DataSet() }, typeof options === "string" ? JSON.parse(options) : options);

export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "muted", "accent", ...MANNERS.map((name) => STANCES[name].colour), ...Object.keys(KINDS)];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  colours.font = style.getPropertyValue("--font").trim() || "sans-serif";
}

// -- opening and closing neighbours --------------------------------------------------------------------------------

// What each opened node has brought into the picture.
export const added = new Map();

// Neighbours that were not drawn yet, round their node where there is room.
export function expand(id, most = 24) {
  const hidden = neighbours(id).filter((other) => !drawnNow.has(other)).slice(0, Math.min(most, MOST - drawnNow.size));
  if (!hidden.length) return hidden;
  if (!state.opened.includes(id)) state.opened.push(id);
  const centre = shape.get(id) ?? { x: 0, y: 0 };
  for (const other of hidden) place(other, centre);
  added.set(id, [...(added.get(id) ?? []), ...hidden]);
  return hidden;
}

// Takes away what a node has brought, and what those have brought in turn.
export function collapse(id) {
  for (const other of added.get(id) ?? []) {
    if (added.has(other)) collapse(other);
    drawnNow.delete(other);
    shape.delete(other);
  }
  added.delete(id);
  state.opened = state.opened.filter((other) => other !== id);
}

function place(id, centre) {
  const taken = [...drawnNow].map((other) => shape.get(other));
  const size = radius(graph.entities[id].articles);
  let spot = state.pins.get(id);
  for (let step = 1; !spot && step < 400; step += 1) {
    const angle = step * Math.PI * (3 - Math.sqrt(5)), far = 62 + 13 * Math.sqrt(step);
    const at = { x: centre.x + 1.35 * far * Math.cos(angle), y: centre.y + far * Math.sin(angle) };
    if (taken.every((other) => Math.abs(other.x - at.x) > 96 || Math.abs(other.y - at.y) > 46)) spot = at;
  }
  shape.set(id, { id, ...(spot ?? centre), size, group: -1 });
  drawnNow.add(id);
}

// An entity that is not drawn yet comes beside a neighbour that is.
export function ensureDrawn(id) {
  if (drawnNow.has(id) && shape.has(id)) return;
  const beside = neighbours(id).find((other) => drawnNow.has(other));
  place(id, beside === undefined ? network.getViewPosition() : shape.get(beside));
}

export function neighbours(id) {
  const found = new Set();
  const isPhrase = graph.entities[id].degree === 0;
  for (const s of graph.entities[id].statements.filter((s) => passes(s))) {
    for (const { source, target, aside } of s.joins) {
      if ((source === id || target === id) && (!aside || isPhrase)) found.add(source === id ? target : source);
    }
  }
  return [...found].filter((other) => !state.hidden.has(other)).sort((a, b) => graph.entities[b].degree - graph.entities[a].degree || a - b);
}

export function fit(ids = nodes.getIds(), largest = 1) {
  if (!ids.length) return;
  const spots = ids.map((id) => shape.get(id));
  const xs = spots.map((p) => p.x), ys = spots.map((p) => p.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // Labels keep their size on screen, so the margin is in pixels of the screen.
  const { side, top: above, bottom: below } = margin();
  const room = { x: box.clientWidth - 2 * side, y: box.clientHeight - above - below };
  const few = ids.length < 14 ? 1.4 : largest;
  const scale = Math.max(Math.min(room.x / Math.max(right - left, 1), room.y / Math.max(bottom - top, 1), few), 0.02);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + (below - above) / 2 / scale }, scale });
}

export function pan(x, y) {
  const at = network.getViewPosition(), scale = network.getScale();
  state.moved = true;
  network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } });
}
export function zoom(by) { state.moved = true; network.moveTo({ scale: network.getScale() * by }); }

// Counted once for each change of what is in view or drawn: a picture is drawn many times a second.
let counted = { key: "", found: new Map() };
export function hiddenOf(id) {
  const key = `${drawnNow.size} ${inView.length} ${state.opened} ${state.hidden.size}`;
  if (counted.key !== key) counted = { key, found: new Map() };
  if (!counted.found.has(id)) counted.found.set(id, neighbours(id).filter((other) => !drawnNow.has(other)).length);
  return counted.found.get(id);
}
