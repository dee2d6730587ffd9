// Points and lines.

const turn = (p, q, r) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);

// Whether the line from a to b crosses that from c to d.
export const crosses = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

// How far a point is from the line from a to b.
export function distance(p, a, b) {
  const x = b.x - a.x, y = b.y - a.y;
  const part = Math.max(0, Math.min(1, ((p.x - a.x) * x + (p.y - a.y) * y) / (x * x + y * y || 1)));
  return Math.hypot(p.x - a.x - part * x, p.y - a.y - part * y);
}
