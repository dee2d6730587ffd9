// The picture answers to the pointer, and the page to keys.

import { el, many, say } from "../base/dom.js";
import { act, state } from "../base/state.js";
import { graph, nameOf } from "../data/records.js";
import { labelBoxes } from "../map/labels.js";
import { caption, drawnPairs, drawnReports, redraw } from "../map/pairs.js";
import { under } from "../map/pointing.js";
import { added, box, focus, neighbours, network, nodes, pan, shape, zoom } from "../map/scene.js";
import { remember } from "./address.js";
import { chooseEntity, chooseLine, clear, closeNode, openGroup, openNode, reveal, settle } from "./choosing.js";
import { input } from "./searchbox.js";
import { toggle, toggleTable } from "./sheets.js";
import { panel } from "../side/evidence.js";
import { tell } from "../side/story.js";

network.on("click", ({ pointer }) => {
  const { node, line, group } = under(pointer.DOM);
  if (node !== undefined) chooseEntity(node);
  else if (group !== undefined && graph.overview) openGroup(group);
  else if (line !== undefined) chooseLine(...line.split("~").map(Number));
  else if (!panel.hidden) clear();
});
el("allgroups").addEventListener("click", () => openGroup(null));
network.on("doubleClick", ({ pointer }) => {
  const { node } = under(pointer.DOM);
  if (node !== undefined) openNode(node);
});
box.addEventListener("pointermove", (event) => {
  if (event.buttons) return;
  const { left, top } = box.getBoundingClientRect();
  const { node, line, group } = under({ x: event.clientX - left, y: event.clientY - top });
  box.classList.toggle("pointing", node !== undefined || line !== undefined || (group !== undefined && graph.overview));
  if ((node ?? null) === focus.hover) return;
  focus.hover = node ?? null;
  // A name that stands somewhere stays there: it must not run away from the pointer.
  focus.unnamed = labelBoxes.some((area) => area.node === focus.hover) ? null : focus.hover;
  network.redraw();
});
network.on("dragEnd", ({ nodes: dragged }) => {
  for (const id of dragged) {
    const at = network.getPosition(id);
    state.pins.set(id, { x: Math.round(at.x), y: Math.round(at.y) });
    shape.set(id, { ...shape.get(id), ...state.pins.get(id) });
  }
  state.moved = true;
  if (dragged.length) remember();
});
network.on("dragging", ({ nodes: dragged }) => {
  for (const id of dragged) shape.set(id, { ...shape.get(id), ...network.getPosition(id) });
});
network.on("zoom", () => { state.moved = true; });

// The next name in the direction of an arrow: near, and not far aside of it.
function step(x, y) {
  const from = focus.cursor ?? state.entity;
  const ids = nodes.getIds();
  if (from === null || !nodes.get(from)) return ids.sort((a, b) => graph.entities[b].degree - graph.entities[a].degree || a - b)[0];
  const at = shape.get(from);
  const cost = (id) => {
    const dx = shape.get(id).x - at.x, dy = shape.get(id).y - at.y;
    const along = dx * x + dy * y, aside = Math.abs(dx * y) + Math.abs(dy * x);
    return along <= 4 ? Infinity : along + 2.2 * aside;
  };
  const [best] = ids.filter((id) => id !== from).sort((a, b) => cost(a) - cost(b) || a - b);
  return best !== undefined && cost(best) < Infinity ? best : from;
}

// The lines of a name one after the other, that of which most is told first; then what speakers say of it or it says of others.
function turnLine(by) {
  const at = focus.cursor ?? state.entity ?? state.line?.[0] ?? step(0, 0);
  const mine = [[...drawnPairs.values()], drawnReports].flatMap((lines) => lines
    .filter(({ id }) => endsOf(id).includes(at))
    .sort((p, q) => q.statements.length - p.statements.length || (p.id < q.id ? -1 : 1)));
  if (!mine.length) { say(`${nameOf(at)} has no line`); return; }
  const now = mine.findIndex(({ id }) => id === focus.line);
  const next = now < 0 ? (by > 0 ? 0 : mine.length - 1) : (now + by + mine.length) % mine.length;
  const line = mine[next];
  const [a, b, speaker] = endsOf(line.id);
  focus.cursor = at;
  focus.line = line.id;
  reveal(endsOf(line.id));
  redraw();
  const what = speaker === undefined
    ? `${nameOf(at)} and ${nameOf(a === at ? b : a)}: ${caption(line)}`
    : `${nameOf(speaker)} tells of ${nameOf(a)} and ${nameOf(b)}: ${many(line.statements.length, "statement")}`;
  say(`${what}, line ${next + 1} of ${mine.length}; Enter opens it`);
}

// Two ends, and of a line from a speaker him too.
const endsOf = (id) => id.split("~").map(Number);
const isOnPicture = (id) => drawnPairs.has(id) || drawnReports.some((report) => report.id === id);

box.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (way && event.shiftKey) { event.preventDefault(); pan(60 * way[0], 60 * way[1]); return; }
  if (way && nodes.length) {
    event.preventDefault();
    focus.cursor = step(...way);
    focus.line = null;
    reveal([focus.cursor]);
    redraw();
    say(`${nameOf(focus.cursor)}, ${graph.entities[focus.cursor].type}, ${many(neighbours(focus.cursor).length, "neighbour")}`);
  }
  const at = focus.cursor ?? state.entity;
  if (event.key.toLowerCase() === "l" && nodes.length && !event.ctrlKey && !event.metaKey && !event.altKey) turnLine(event.shiftKey ? -1 : 1);
  else if (event.key === "Enter" && focus.line !== null && isOnPicture(focus.line)) { chooseLine(...endsOf(focus.line)); panel.focus({ preventScroll: true }); }
  else if (event.key === "Enter" && at !== null) { chooseEntity(at); panel.focus({ preventScroll: true }); }
  if ("+=".includes(event.key)) { if (at !== null) openNode(at); else zoom(1.25); }
  if (event.key === "-") zoom(0.8);
  if (event.key === "Backspace" && at !== null && added.has(at)) { event.preventDefault(); closeNode(at); }
});
box.addEventListener("blur", () => { if (focus.cursor !== null) { focus.cursor = focus.line = null; redraw(); } });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const [name, sheet] of [["path", "pathform"], ["export", "exports"], ["filter", "filters"]]) {
      if (!el(sheet).hidden) { toggle(name, sheet, false); el(name).focus(); return; }
    }
    clear();
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "z") { event.preventDefault(); act.undo(); }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const command = { "/": () => input.focus(), 0: () => el("fit").click(), p: () => el("path").click(), f: () => el("filter").click(), t: toggleTable }[event.key]
    ?? (event.key === " " && !event.target.closest("button, summary, #panel, #table") ? tell : undefined);
  if (command) { event.preventDefault(); command(); }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#exports, #export") && !el("exports").hidden) toggle("export", "exports", false);
});
addEventListener("resize", () => requestAnimationFrame(settle));
