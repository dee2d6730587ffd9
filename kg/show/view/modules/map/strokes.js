// Strokes and communities, beneath the symbols.

import { MANNERS, STANCES, TINTS } from "../base/kinds.js";
import { graph } from "../data/records.js";
import { drawnPairs, drawnReports, ways } from "./pairs.js";
import { course } from "./reports.js";
import { colours, focus, network, nodes, shape } from "./scene.js";

function stroke(context, pair, scale) {
  const a = shape.get(pair.a), b = shape.get(pair.b);
  if (!a || !b || !nodes.get(pair.a) || !nodes.get(pair.b)) return;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const along = { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
  const inFocus = focus.line === pair.id || (focus.lines !== null && focus.lines.has(pair.id));
  const told = ways(pair);
  told.forEach((how, at) => {
    const aside = (at - (told.length - 1) / 2) * 5 / scale;
    const start = a.size + 2 / scale, end = length - b.size - 2 / scale;
    if (end <= start) return;
    const point = (far) => [a.x + along.x * far - along.y * aside, a.y + along.y * far + along.x * aside];
    context.globalAlpha = focus.lines !== null && !inFocus ? 0.13 : 1;
    context.strokeStyle = context.fillStyle = inFocus && how === "fact" ? colours.accent : colours[STANCES[how].colour];
    const width = (how === "fact" ? Math.min(1.1 + 0.75 * Math.log2(pair.articles), 4) : 1.7) + (inFocus ? 0.7 : 0);
    const tip = (8 + width) / scale;
    const [to, from] = [pair.ways[how].has(pair.a), pair.ways[how].has(pair.b)];
    context.lineWidth = width / scale;
    context.setLineDash(STANCES[how].dash.map((part) => part / scale));
    context.lineCap = how === "unreal" ? "round" : "butt";
    context.beginPath();
    context.moveTo(...point(start + (from ? tip * 0.7 : 0)));
    context.lineTo(...point(end - (to ? tip * 0.7 : 0)));
    context.stroke();
    context.setLineDash([]);
    const head = (far, back) => {
      const [x, y] = point(far), [u, v] = point(far - back);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(u - along.y * tip * 0.42, v + along.x * tip * 0.42);
      context.lineTo(u + along.y * tip * 0.42, v - along.x * tip * 0.42);
      context.fill();
    };
    if (to) head(end, tip);
    if (from) head(start, -tip);
    // A denial is barred, so that it is one without its colour too.
    if (how === "denied") {
      const [x, y] = point((start + end) / 2 - Math.min(24 / scale, (end - start) / 4));
      context.lineWidth = 2 / scale;
      context.beginPath();
      context.moveTo(x - along.y * 6 / scale, y + along.x * 6 / scale);
      context.lineTo(x + along.y * 6 / scale, y - along.x * 6 / scale);
      context.stroke();
    }
  });
}

// A thin line from who says it, with a ring where it meets what is said.
function said(context, report, scale) {
  if (!nodes.get(report.by) || !drawnPairs.has(report.pair)) return;
  const [a, b] = course(report, drawnPairs);
  const inFocus = focus.line === report.id || (focus.lines !== null && focus.lines.has(report.id));
  const how = MANNERS.toReversed().find((name) => report.tally[name]);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [start, end] = [(a.size + 2 / scale) / length, 1 - 4 / scale / length];
  context.globalAlpha = focus.lines !== null && !inFocus ? 0.13 : 1;
  context.strokeStyle = inFocus && how === "fact" ? colours.accent : colours[STANCES[how].colour];
  context.lineWidth = (inFocus ? 2 : 1.2) / scale;
  context.setLineDash(STANCES[how].dash.map((part) => part / scale));
  context.lineCap = how === "unreal" ? "round" : "butt";
  context.beginPath();
  context.moveTo(a.x + (b.x - a.x) * start, a.y + (b.y - a.y) * start);
  context.lineTo(a.x + (b.x - a.x) * end, a.y + (b.y - a.y) * end);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = colours.paper;
  context.lineWidth = 1.6 / scale;
  context.beginPath();
  context.arc(b.x, b.y, 4 / scale, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

// The hull of a community: Andrew's monotone chain.
export function hull(points) {
  const sorted = points.slice().sort((p, q) => p.x - q.x || p.y - q.y);
  const half = (list) => {
    const kept = [];
    for (const p of list) {
      while (kept.length > 1 && (kept.at(-1).x - kept.at(-2).x) * (p.y - kept.at(-2).y) <= (kept.at(-1).y - kept.at(-2).y) * (p.x - kept.at(-2).x)) kept.pop();
      kept.push(p);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

export function communities() {
  const found = new Map();
  for (const id of nodes.getIds()) {
    const at = shape.get(id);
    if (at.group >= 0 && graph.groups[at.group]) found.set(at.group, [...(found.get(at.group) ?? []), at]);
  }
  return [...found].filter(([, members]) => members.length > 2);
}

function tint(context, scale) {
  for (const [group, members] of communities()) {
    const corners = hull(members);
    context.globalAlpha = focus.nodes === null ? 0.075 : 0.04;
    context.fillStyle = context.strokeStyle = colours[TINTS[group % TINTS.length]];
    soft(context, corners, 31 / scale);
  }
  context.globalAlpha = 1;
}

// The hull widened by a margin with round corners, as one path.
function soft(context, corners, margin) {
  const n = corners.length;
  context.beginPath();
  corners.forEach((p, at) => {
    const before = corners[(at + n - 1) % n], after = corners[(at + 1) % n];
    const one = Math.atan2(p.y - before.y, p.x - before.x) - Math.PI / 2, two = Math.atan2(after.y - p.y, after.x - p.x) - Math.PI / 2;
    context.arc(p.x, p.y, margin, one, two);
  });
  context.closePath();
  context.fill();
}

export function drawBeneath(context) {
  const scale = network.getScale();
  context.save();
  tint(context, scale);
  const order = [...drawnPairs.values()].sort((p, q) => (focus.lines?.has(p.id) ?? 0) - (focus.lines?.has(q.id) ?? 0));
  for (const pair of order) stroke(context, pair, scale);
  for (const report of drawnReports) said(context, report, scale);
  context.restore();
}
network.on("beforeDrawing", drawBeneath);
