// How two entities are connected.

import { inView } from "./facets.js";

// The shortest way over statements in view, in whichever direction they point.
export function connect(from, to) {
  const ways = new Map();
  const ends = [from, to];
  for (const s of inView) {
    for (const { source, target, aside } of s.joins) {
      if (aside && !ends.includes(source) && !ends.includes(target)) continue;
      for (const [a, b] of [[source, target], [target, source]]) {
        if (!ways.has(a)) ways.set(a, new Set());
        ways.get(a).add(b);
      }
    }
  }
  const parent = new Map([[from, from]]);
  let edge = [from];
  while (edge.length && !parent.has(to)) {
    const next = [];
    for (const node of edge) {
      for (const other of [...(ways.get(node) ?? [])].sort((a, b) => a - b)) {
        if (!parent.has(other)) { parent.set(other, node); next.push(other); }
      }
    }
    edge = next;
  }
  if (!parent.has(to)) return [];
  const path = [to];
  while (path[0] !== from) path.unshift(parent.get(path[0]));
  return path;
}
