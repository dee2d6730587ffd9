// Who says that one did something to another: a line from the speaker to the middle of the line between the two.

import { graph, pairId } from "../data/records.js";
import { crosses, distance } from "./geometry.js";
import { drawnNow, focus, shape } from "./scene.js";

// So many stand on a picture where the reader chose nothing, and so many crossings are borne for one.
const SAYING = 14;
const SAYING_UPRIGHT = 4;
const BORNE = 3;

const isDrawn = ({ source, target, loose, aside }) => !loose && !aside && drawnNow.has(source) && drawnNow.has(target);

// What a statement reports: who says it, what is said, and whom that joins.
function reported(s) {
  const inner = typeof s.object === "string" && graph.byId.get(s.object.replace(/^st:/, ""));
  const [by, said] = inner ? [s.subject, inner] : [s.by.at(-1), s];
  if (!Number.isInteger(by) || !drawnNow.has(by)) return null;
  const ends = said.joins.filter((join) => isDrawn(join) && join.source !== by && join.target !== by);
  return ends.length ? { by, said, pairs: new Set(ends.map(({ source, target }) => pairId(source, target))) } : null;
}

// For each speaker and pair the statements in view, those that are no facts first.
export function reports(statements) {
  const found = new Map();
  for (const s of statements) {
    const report = reported(s);
    for (const pair of report?.pairs ?? []) {
      const id = `${pair}~${report.by}`;
      if (!found.has(id)) found.set(id, { id, pair, by: report.by, statements: [], tally: { fact: 0, unreal: 0, denied: 0 } });
      found.get(id).statements.push(s);
      found.get(id).tally[report.said.manner] += 1;
    }
  }
  const rank = ({ tally }) => tally.denied ? 0 : tally.unreal ? 1 : 2;
  return [...found.values()].sort((p, q) => rank(p) - rank(q) || q.statements.length - p.statements.length || (p.id < q.id ? -1 : 1));
}

// -- where they run ------------------------------------------------------------------------------------------------

const along = (pair, part) => {
  const a = shape.get(pair.a), b = shape.get(pair.b);
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
};

// Where a speaker's line starts, and where on the line of the pair it ends.
export const course = ({ by, pair, part }, pairs) => [shape.get(by), along(pairs.get(pair), part)];

// The place on the line of the pair to which a line from the speaker crosses least and runs through no symbol.
function aim(report, pairs, kept) {
  const pair = pairs.get(report.pair);
  const from = shape.get(report.by);
  const [a, b] = [shape.get(pair.a), shape.get(pair.b)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const lines = [
    ...[...pairs.values()].filter((other) => other !== pair && other.a !== report.by && other.b !== report.by).map((other) => [shape.get(other.a), shape.get(other.b)]),
    ...kept.filter((other) => other.by !== report.by && other.pair !== report.pair).map((other) => course(other, pairs)),
  ];
  let best = null;
  for (const part of [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8]) {
    const to = along(pair, part);
    if (part * length < a.size + 8 || (1 - part) * length < b.size + 8 || Math.hypot(to.x - from.x, to.y - from.y) < from.size + 14) continue;
    if ([...drawnNow].some((id) => id !== report.by && distance(shape.get(id), from, to) < shape.get(id).size + 4)) continue;
    const crossings = lines.filter(([p, q]) => crosses(from, to, p, q)).length;
    if (!best || crossings < best.crossings) best = { part, crossings };
  }
  return best;
}

const isAsked = (report) => focus.lines?.has(report.id) || (focus.nodes?.has(report.by) && focus.lines?.has(report.pair));

// The first of those whose pair is drawn, and beside what was chosen all of them.
export function heard(found, pairs, upright) {
  const shown = found.filter((report) => pairs.has(report.pair));
  const most = upright ? SAYING_UPRIGHT : SAYING;
  return shown.filter((report, at) => at < most || isAsked(report));
}

// Those of them that find a way; whoever has no other line takes one that crosses more.
export function routed(reports, pairs) {
  const linked = new Set([...pairs.values()].flatMap(({ a, b }) => [a, b]));
  const kept = [];
  for (const report of reports) {
    const best = aim(report, pairs, kept);
    if (!best || (best.crossings > BORNE && !isAsked(report) && linked.has(report.by))) continue;
    kept.push({ ...report, part: best.part });
    linked.add(report.by);
  }
  return kept;
}
