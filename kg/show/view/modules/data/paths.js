// How two entities are connected: by facts, by what is wanted or denied, and through who says something of them.

import { inView } from "./facets.js";
import { innerEnds } from "./records.js";

// Of ways of equally many steps that of facts comes first, then what is hoped or denied, then who speaks of whom.
const TOLD = 0;
const UNTOLD = 1;
const SAYS = 3;

const isSpeech = (join) => join.loose && join.words !== "is named with";

function* links(ends) {
  for (const s of inView) {
    for (const join of s.joins) {
      const { source, target, words, aside, loose } = join;
      if (aside && !ends.includes(source) && !ends.includes(target)) continue;
      yield { s, source, target, says: isSpeech(join) ? words : "", cost: loose ? SAYS : s.fact ? TOLD : UNTOLD };
    }
    // Who says, denies or hopes that one does something to another is joined to both.
    for (const end of innerEnds(s)) {
      if (Number.isInteger(end) && end !== s.subject) yield { s, source: s.subject, target: end, says: s.relation, cost: SAYS };
    }
  }
}

// The way between two neighbours that costs least, with all that is told on the way.
function roads(ends, most) {
  const ways = new Map();
  for (const { s, source, target, says, cost } of links(ends)) {
    if (cost > most) continue;
    for (const [a, b] of [[source, target], [target, source]]) {
      if (!ways.has(a)) ways.set(a, new Map());
      const found = ways.get(a).get(b);
      if (!found || cost < found.cost) ways.get(a).set(b, { cost, says, source, target, statements: new Set([s]) });
      else if (cost === found.cost) found.statements.add(s);
    }
  }
  return ways;
}

// The ways of the fewest steps, the cheapest first; of each name on the way only so many are kept.
function shortest(ways, from, to, most) {
  let layer = new Map([[from, [{ cost: 0, nodes: [from] }]]]);
  const seen = new Set([from]);
  while (layer.size && !layer.has(to)) {
    const next = new Map();
    for (const [node, paths] of layer) {
      for (const [other, { cost }] of ways.get(node) ?? []) {
        if (seen.has(other)) continue;
        if (!next.has(other)) next.set(other, []);
        next.get(other).push(...paths.map((path) => ({ cost: path.cost + cost, nodes: [...path.nodes, other] })));
      }
    }
    for (const [node, paths] of next) {
      seen.add(node);
      next.set(node, paths.sort((p, q) => p.cost - q.cost || (String(p.nodes) < String(q.nodes) ? -1 : 1)).slice(0, most));
    }
    layer = next;
  }
  return layer.get(to) ?? [];
}

// At most so many ways between two, each as its nodes and its steps: the shortest, and before them one of facts alone
// where it takes one step more at most.
export function connect(from, to, most = 5) {
  if (from === to) return [];
  const told = roads([from, to], TOLD), all = roads([from, to], SAYS);
  const facts = shortest(told, from, to, most), any = shortest(all, from, to, most);
  const near = facts.filter(({ nodes }) => nodes.length <= any[0].nodes.length + 1);
  const ways = new Map();
  for (const [found, of] of [[near, told], [any, all]]) {
    for (const { nodes } of found) if (!ways.has(String(nodes))) ways.set(String(nodes), { nodes, of });
  }
  return [...ways.values()].slice(0, most).map(({ nodes, of }) => ({ nodes, steps: nodes.slice(1).map((node, at) => of.get(nodes[at]).get(node)) }));
}
