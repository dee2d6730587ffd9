// Lines: one for each pair of drawn entities, with a stroke for each way in which it is told.

import { el, short } from "../base/dom.js";
import { KINDS, MANNERS } from "../base/kinds.js";
import { state } from "../base/state.js";
import { inView } from "../data/facets.js";
import { graph, innerEnds, pairId } from "../data/records.js";
import { heard, reports, routed } from "./reports.js";
import { colours, drawnNow, focus, network, nodes, shape, upright } from "./scene.js";

// The pairs of drawn entities that statements join. Who says something is not joined to whom it is about where his line
// to them stands for it.
export function tied(statements, spoken = new Map()) {
  const found = new Map();
  for (const s of statements) {
    const by = spoken.get(s);
    for (const join of s.joins) {
      const { source, target, loose } = join;
      if (!drawnNow.has(source) || !drawnNow.has(target) || (loose && by !== undefined && (source === by || target === by))) continue;
      const [a, b] = source < target ? [source, target] : [target, source];
      const key = `${a}~${b}`;
      if (!found.has(key)) found.set(key, { id: key, a, b, statements: [], words: [], loose: [], ways: {}, tally: { fact: 0, unreal: 0, denied: 0 } });
      const pair = found.get(key);
      pair.statements.push(s);
      pair.words.push(join.words);
      pair.loose.push(join.loose);
      pair.tally[s.manner] += 1;
      (pair.ways[s.manner] ??= new Set()).add(source);
    }
  }
  for (const pair of found.values()) pair.articles = new Set(pair.statements.flatMap((s) => s.documents)).size;
  return found;
}

// Of many lines the strongest of each entity are drawn, some more that are denied, and all that the reader chose.
const STRONGEST = 2;
const EXTRA = 6;
// In a group that was opened, whose names are many and close to one another, fewer.
const STRONGEST_WITHIN = 1;
const EXTRA_WITHIN = 1;
export function strongest(found, needed = new Set()) {
  const chosen = new Set([state.entity, ...(state.line ?? []), ...state.path, ...state.opened].filter((id) => id !== null));
  const count = new Map();
  const kept = new Map();
  const within = state.group !== null;
  const most = within ? STRONGEST_WITHIN : STRONGEST;
  let extra = within ? EXTRA_WITHIN : EXTRA;
  const all = [...found.values()].sort((p, q) => q.statements.length - p.statements.length || p.a - q.a || p.b - q.b);
  const isChosen = ({ id, a, b }) => needed.has(id) || chosen.has(a) || chosen.has(b);
  if (isOverview()) {
    const mapped = mapLines(all);
    return new Map(all.filter((pair, at) => isChosen(pair) || mapped.has(at)).map((pair) => [pair.id, pair]));
  }
  for (const pair of all) {
    const mine = [pair.a, pair.b].map((id) => count.get(id) ?? 0);
    if (Math.min(...mine) >= most && !isChosen(pair)) {
      if (!extra || !pair.statements.some((s) => s.polarity === "Negative")) continue;
      extra -= 1;
    }
    kept.set(pair.id, pair);
    count.set(pair.a, mine[0] + 1);
    count.set(pair.b, mine[1] + 1);
  }
  return kept;
}

// Whether the picture is a map of groups, of whose members only the strongest ties are drawn.
export const isOverview = () => graph.overview && state.group === null;

// The numbers of the lines of a map of groups, as kg/show/view/layout.py has it (between).
const TIES = 2;
function mapLines(all) {
  const [count, ties] = [new Map(), new Map()];
  const [joined, found, named] = [new Set(), new Set(), new Set()];
  const of = (map, key) => map.get(key) ?? 0;
  const groups = all.map(({ a, b }) => [shape.get(a).group, shape.get(b).group]);
  all.forEach(({ a, b }, at) => {
    const [one, other] = groups[at];
    const ends = one < other ? `${one}~${other}` : `${other}~${one}`;
    const isWithin = one === other;
    if (isWithin ? Math.min(of(count, a), of(count, b)) >= 1 : joined.has(ends) || Math.min(of(ties, one), of(ties, other)) >= TIES) return;
    found.add(at);
    for (const end of [a, b]) { named.add(end); if (isWithin) count.set(end, of(count, end) + 1); }
    if (isWithin) return;
    joined.add(ends);
    for (const end of [one, other]) ties.set(end, of(ties, end) + 1);
  });
  all.forEach(({ a, b }, at) => {
    if (named.has(a) && named.has(b)) return;
    found.add(at);
    named.add(a);
    named.add(b);
  });
  return found;
}

export const PALE = /^(is|be|has|have|says|is an?|named with|holds the role)$/;
// Which statements of a line its caption tells: all, and of an open card those that it shows, best what is no fact.
function meant(pair) {
  const all = [...pair.statements.keys()];
  if (state.card === null) return all;
  const rows = new Set(graph.cards[state.card].statements.map((row) => graph.statements[row]));
  const shown = all.filter((at) => rows.has(pair.statements[at]));
  return [shown.filter((at) => !pair.statements[at].fact), shown, all].find((found) => found.length);
}

export function caption(pair) {
  const tally = new Map();
  const told = meant(pair);
  for (const at of told) {
    const s = pair.statements[at];
    // "is a member of" is for sentences; on a line "member of" says it.
    const brief = pair.words[at].replace(/^(is|was) (an? |the )?(?=.* (of|in|with|by|to)$)/, "");
    const words = s.fact ? brief : `${s.stance}: ${brief}`;
    // What one says of the other tells less than what one did, and what one is, least.
    tally.set(words, (tally.get(words) ?? 0) + (s.fact ? 100 : 1) * (pair.loose[at] ? 0.01 : 1) * (PALE.test(brief) ? 0.001 : 1));
  }
  const [most] = [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  const number = told.length;
  return `${short(most, 24)}${number > 1 ? ` ×${number}` : ""}`;
}

export const manner = (pair) => MANNERS.find((name) => meant(pair).some((at) => pair.statements[at].manner === name)) ?? "fact";

// The stances that a line shows: of a large graph only those of a good part of what it stands for, until it is chosen.
const PART = 0.18;
export const ways = (pair) => MANNERS.filter((name) => pair.tally[name] && (!graph.overview || focus.lines?.has(pair.id) || pair.tally[name] >= PART * pair.statements.length));

export let drawnPairs = new Map();
export let drawnReports = [];
// Denials that no line can show, because one end has no name: marked at whom they are about.
export let marks = new Map();

// The lines between those who are drawn, what speakers say of them, and of that each statement with its speaker.
export function lines() {
  const found = reports(inView);
  const speakers = (some) => new Map(some.flatMap((report) => report.statements.map((s) => [s, report.by])));
  const saying = heard(found, strongest(tied(inView, speakers(found))), upright);
  const shown = speakers(saying);
  return { pairs: strongest(tied(inView, shown), new Set(saying.map((report) => report.pair))), saying, shown };
}

export function redraw() {
  const { pairs, saying, shown } = lines();
  drawnPairs = pairs;
  drawnReports = routed(saying, drawnPairs);
  const linked = new Set([...[...drawnPairs.values()].flatMap((pair) => [pair.a, pair.b]), ...drawnReports.map((report) => report.by)]);
  if (state.entity !== null) linked.add(state.entity);
  for (const node of [...state.path, ...state.opened]) linked.add(node);
  const faded = (id) => focus.nodes !== null && !focus.nodes.has(id);
  const wanted = [...linked].filter((id) => drawnNow.has(id)).map((id) => {
    const entity = graph.entities[id];
    const colour = colours[entity.kind];
    const hollow = KINDS[entity.kind].hollow;
    const chosen = id === state.entity || id === focus.cursor;
    const fill = hollow ? colours.paper : colour;
    const edge = { background: fill, border: chosen ? colours.ink : hollow ? colour : colours.paper };
    return {
      id, label: " ", x: shape.get(id).x, y: shape.get(id).y, size: shape.get(id).size, shape: KINDS[entity.kind].shape,
      opacity: faded(id) ? 0.2 : 1, borderWidth: chosen ? 4 : hollow ? 2 : 1.5,
      color: { ...edge, highlight: { background: fill, border: colours.ink }, hover: { background: fill, border: colours.ink } },
    };
  });
  marks = new Map();
  for (const s of inView) {
    if (s.polarity !== "Negative" || shown.has(s) || s.joins.some(({ source, target }) => drawnPairs.has(pairId(source, target)))) continue;
    const whom = [...s.by, s.subject, s.object, ...innerEnds(s)].find((id) => Number.isInteger(id) && linked.has(id) && drawnNow.has(id));
    if (whom !== undefined) marks.set(whom, [...(marks.get(whom) ?? []), s]);
  }
  sync(nodes, wanted);
  el("allgroups").hidden = state.group === null;
  el("empty").hidden = wanted.length > 0;
  network.redraw();
}

function sync(set, wanted) {
  const keep = new Set(wanted.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !keep.has(id)));
  set.update(wanted);
}
