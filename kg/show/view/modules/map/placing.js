// Where the nodes of a group stand that the reader opens: as kg/show/view/layout.py places those of the first view.

import { crosses, distance } from "./geometry.js";

const STARTS = 2;
const ROUNDS = 26;
const TRIES = 12;

// The same numbers each time (mulberry32).
function chance(seed) {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let t = Math.imul(at ^ (at >>> 15), 1 | at);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Places within a frame around its middle, for nodes with the size of symbol and name, and lines as pairs of numbers.
export function placed(sizes, lines, frame) {
  const around = sizes.map((_, node) => ({ own: lines.filter((line) => line.includes(node)).map(([u, v]) => u === node ? v : u), foreign: lines.filter((line) => !line.includes(node)) }));
  const harm = (spots, node, at) => {
    const { own, foreign } = around[node];
    let cost = 0;
    spots.forEach((p, other) => {
      if (other === node) return;
      const x = (sizes[node].width + sizes[other].width) / 2 - Math.abs(p.x - at.x), y = (sizes[node].height + sizes[other].height) / 2 - Math.abs(p.y - at.y);
      if (x > 0 && y > 0) cost += 30 * Math.min(x / 12, 1) * Math.min(y / 12, 1);
      for (const end of own) if (other !== end && distance(p, at, spots[end]) < sizes[other].r + 5) cost += 9;
    });
    for (const [u, v] of foreign) {
      if (distance(at, spots[u], spots[v]) < sizes[node].r + 5) cost += 9;
      for (const end of own) if (u !== end && v !== end && crosses(at, spots[end], spots[u], spots[v])) cost += 3;
    }
    for (const end of own) cost += ((at.x - spots[end].x) / frame.width) ** 2 + ((at.y - spots[end].y) / frame.height) ** 2;
    return cost;
  };
  let best = null;
  for (let start = 0; start < STARTS; start += 1) {
    const next = chance(start + 1);
    const spots = sizes.map(() => ({ x: (next() - 0.5) * frame.width, y: (next() - 0.5) * frame.height }));
    for (let round = 0; round < ROUNDS; round += 1) {
      const reach = 0.5 * (1 - round / ROUNDS) + 0.02;
      spots.forEach((spot, node) => {
        let least = harm(spots, node, spot);
        for (let attempt = 0; attempt < TRIES && least > 0; attempt += 1) {
          const clip = (value, size) => Math.max(-size / 2, Math.min(size / 2, value));
          const at = { x: clip(spot.x + (next() - 0.5) * 2 * reach * frame.width, frame.width), y: clip(spot.y + (next() - 0.5) * 2 * reach * frame.height, frame.height) };
          const cost = harm(spots, node, at);
          if (cost < least) { least = cost; spots[node] = at; }
        }
      });
    }
    const total = spots.reduce((sum, spot, node) => sum + harm(spots, node, spot), 0);
    if (!best || total < best.total) best = { total, spots };
  }
  return best?.spots ?? [];
}
