// What is where on the picture.

import { MANNERS } from "../base/kinds.js";
import { graph } from "../data/records.js";
import { distance } from "./geometry.js";
import { labelBoxes } from "./labels.js";
import { drawnPairs, drawnReports, marks, ways } from "./pairs.js";
import { course } from "./reports.js";
import { network, nodes, shape } from "./scene.js";

// What is under the pointer: a symbol, a name, or a line; in this order.
export function under({ x, y }) {
  const at = new Map(nodes.getIds().map((id) => [id, network.canvasToDOM(shape.get(id))]));
  const scale = network.getScale();
  let best = null;
  for (const [id, p] of at) {
    const far = Math.hypot(p.x - x, p.y - y);
    if (far <= Math.max(shape.get(id).size * scale, 12) && (!best || far < best.far)) best = { node: id, far };
  }
  if (best) return best;
  const courses = drawnReports.map((report) => [report.id, ...course(report, drawnPairs).map((spot) => network.canvasToDOM(spot))]);
  const ring = courses.find(([, , end]) => Math.hypot(end.x - x, end.y - y) < 7);
  if (ring) return { line: ring[0] };
  const named = labelBoxes.find((area) => area.left <= x && x <= area.right && area.top <= y && y <= area.bottom);
  if (named?.node !== undefined) return { node: named.node };
  if (named?.line !== undefined) return { line: named.line };
  if (named?.group !== undefined) return { group: named.group };
  for (const pair of drawnPairs.values()) {
    const p = at.get(pair.a), q = at.get(pair.b);
    if (!p || !q) continue;
    const far = distance({ x, y }, p, q);
    if (far < 9 && (!best || far < best.far)) best = { line: pair.id, far };
  }
  for (const [id, p, q] of courses) {
    const far = distance({ x, y }, p, q);
    if (far < 7 && (!best || far < best.far)) best = { line: id, far };
  }
  return best ?? {};
}

// What the picture shows, in pixels of the map: for tests, and for whoever embeds the page.
window.__view = () => ({
  nodes: nodes.getIds().map((id) => {
    const { x, y } = network.canvasToDOM(shape.get(id)), entity = graph.entities[id];
    return { id: entity.id, name: entity.label, x, y, r: shape.get(id).size * network.getScale(), kind: entity.kind, group: shape.get(id).group, denials: (marks.get(id) ?? []).length };
  }),
  lines: [...drawnPairs.values()].flatMap((pair) => ways(pair).map((stance) => (
    { a: graph.entities[pair.a].id, b: graph.entities[pair.b].id, stance, count: pair.tally[stance], articles: pair.articles, statements: pair.statements.filter((s) => s.manner === stance).map((s) => s.id) }))),
  reports: drawnReports.map((report) => {
    const [from, to] = course(report, drawnPairs).map((spot) => network.canvasToDOM(spot));
    const { a, b } = drawnPairs.get(report.pair);
    return { by: graph.entities[report.by].id, a: graph.entities[a].id, b: graph.entities[b].id, from, to, stance: MANNERS.toReversed().find((name) => report.tally[name]), statements: report.statements.map((s) => s.id) };
  }),
  labels: labelBoxes.map(({ node, line, group, text, left, top, right, bottom }) => ({ ...(node !== undefined ? { node: graph.entities[node].id } : line !== undefined ? { line } : { group }), text, left, top, right, bottom })),
});
