// The picture: which nodes and lines are drawn, in which colours, and which labels find room.

const MOST = 300;
const first = read("nodes");
const shape = new Map();
const box = el("canvas");
const drawnNow = new Set();
const nodes = new vis.DataSet();
const lines = new vis.DataSet();
const focus = { nodes: null, lines: null, hover: null, unnamed: null, cursor: null };
let colours = {};
let labelBoxes = [];
let moved = false;

const SHAPES = { place: "dot", person: "diamond", alliance: "hexagon", organization: "square", group: "triangle", event: "star", topic: "dot" };
const MANNERS = ["fact", "unreal", "denied"];
const TINTS = ["place", "person", "organization", "group", "event", "alliance"];
const radius = (articles) => Math.min(6 + 2.6 * Math.log2(1 + Math.max(articles, 1)), 18);
const short = (text, most) => text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

// -- where the nodes stand -----------------------------------------------------------------------------------------

// The picture has been laid out twice: for a desktop, and for a phone, which draws fewer.
const isUpright = () => box.clientWidth < 560;
let upright = isUpright();
let usable = first.filter((node) => !upright || node.spot);

// The frame is stretched to the canvas, which crosses no lines anew; a canvas too small for the names is zoomed out of.
const margin = () => upright ? { side: 46, top: 64, bottom: 72 } : { side: 62, top: 52, bottom: 76 };
let laidOut = "";
function arrange() {
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
    shape.set(node.id, { id: node.id, ...spot, ...state.pins.get(node.id), size: radius(graph.entities[node.id].articles), group: node.group });
  }
}

// What is drawn without the reader's doing, and nothing else.
function reset() {
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
const network = new vis.Network(box, { nodes, edges: new vis.DataSet() }, typeof options === "string" ? JSON.parse(options) : options);

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "muted", "line", "accent", "denied", "unreal", "place", "person", "alliance", "organization", "group", "event", "topic"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  colours.font = style.getPropertyValue("--font").trim() || "sans-serif";
}

// -- lines: one for each pair of drawn entities, with a stroke for each way in which it is told ---------------------

function pairs() {
  const found = new Map();
  for (const s of inView) {
    for (const join of s.joins) {
      const { source, target } = join;
      if (!drawnNow.has(source) || !drawnNow.has(target)) continue;
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
const STRONGEST = 2, EXTRA = 6;
function strongest(found) {
  const chosen = new Set([state.entity, ...(state.line ?? []), ...state.path, ...state.opened].filter((id) => id !== null));
  const count = new Map();
  const kept = new Map();
  let extra = EXTRA;
  const all = [...found.values()].sort((p, q) => q.statements.length - p.statements.length || p.a - q.a || p.b - q.b);
  for (const pair of all) {
    const mine = [pair.a, pair.b].map((id) => count.get(id) ?? 0);
    if (Math.min(...mine) >= STRONGEST && !chosen.has(pair.a) && !chosen.has(pair.b)) {
      if (!extra || !pair.statements.some((s) => s.polarity === "Negative")) continue;
      extra -= 1;
    }
    kept.set(pair.id, pair);
    count.set(pair.a, mine[0] + 1);
    count.set(pair.b, mine[1] + 1);
  }
  return kept;
}

const PALE = /^(is|be|has|have|says|is an?|named with|holds the role)$/;
function caption(pair) {
  const tally = new Map();
  for (const [at, s] of pair.statements.entries()) {
    // "is a member of" is for sentences; on a line "member of" says it.
    const brief = pair.words[at].replace(/^(is|was) (an? |the )?(?=.* (of|in|with|by|to)$)/, "");
    const words = s.fact ? brief : `${s.stance}: ${brief}`;
    // What one says of the other tells less than what one did, and what one is, least.
    tally.set(words, (tally.get(words) ?? 0) + (s.fact ? 100 : 1) * (pair.loose[at] ? 0.01 : 1) * (PALE.test(brief) ? 0.001 : 1));
  }
  const [most] = [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  const number = pair.statements.length;
  return `${short(most, 24)}${number > 1 ? ` ×${number}` : ""}`;
}

const manner = (pair) => MANNERS.find((name) => pair.tally[name]) ?? "fact";

let drawnPairs = new Map();
// Denials that no line can show, because one end has no name: marked at whom they are about.
let marks = new Map();

function redraw() {
  drawnPairs = strongest(pairs());
  const linked = new Set([...drawnPairs.values()].flatMap((pair) => [pair.a, pair.b]));
  if (state.entity !== null) linked.add(state.entity);
  for (const node of [...state.path, ...state.opened]) linked.add(node);
  const faded = (id) => focus.nodes !== null && !focus.nodes.has(id);
  const wanted = [...linked].filter((id) => drawnNow.has(id)).map((id) => {
    const entity = graph.entities[id];
    const colour = colours[entity.kind];
    const hollow = entity.kind === "topic";
    const chosen = id === state.entity || id === focus.cursor;
    const fill = hollow ? colours.paper : colour;
    const edge = { background: fill, border: chosen ? colours.ink : hollow ? colour : colours.paper };
    return {
      id, label: " ", x: shape.get(id).x, y: shape.get(id).y, size: shape.get(id).size, shape: SHAPES[entity.kind],
      opacity: faded(id) ? 0.2 : 1, borderWidth: chosen ? 4 : hollow ? 2 : 1.5,
      color: { ...edge, highlight: { background: fill, border: colours.ink }, hover: { background: fill, border: colours.ink } },
    };
  });
  marks = new Map();
  for (const s of inView) {
    if (s.polarity !== "Negative" || s.joins.some(({ source, target }) => drawnPairs.has(pairId(source, target)))) continue;
    const whom = [...s.by, s.subject, s.object, ...innerEnds(s)].find((id) => Number.isInteger(id) && linked.has(id) && drawnNow.has(id));
    if (whom !== undefined) marks.set(whom, [...(marks.get(whom) ?? []), s]);
  }
  sync(lines, [...drawnPairs.values()].map((pair) => ({ id: pair.id, from: pair.a, to: pair.b, stances: MANNERS.filter((name) => pair.tally[name]) })));
  sync(nodes, wanted);
  el("empty").hidden = wanted.length > 0;
  network.redraw();
}

function sync(set, wanted) {
  const keep = new Set(wanted.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !keep.has(id)));
  set.update(wanted);
}

// Who is meant where what is said has a statement as its object.
function innerEnds(s) {
  const inner = typeof s.object === "string" && graph.byId.get(s.object.replace(/^st:/, ""));
  return inner ? [inner.subject, inner.object] : [];
}

const pairId = (a, b) => a < b ? `${a}~${b}` : `${b}~${a}`;

// -- opening and closing neighbours --------------------------------------------------------------------------------

// What each opened node has brought into the picture.
const added = new Map();

// Neighbours that were not drawn yet, round their node where there is room.
function expand(id, most = 24) {
  const hidden = neighbours(id).filter((other) => !drawnNow.has(other)).slice(0, Math.min(most, MOST - drawnNow.size));
  if (!hidden.length) return hidden;
  if (!state.opened.includes(id)) state.opened.push(id);
  const centre = shape.get(id) ?? { x: 0, y: 0 };
  for (const other of hidden) place(other, centre);
  added.set(id, [...(added.get(id) ?? []), ...hidden]);
  return hidden;
}

// Takes away what a node has brought, and what those have brought in turn.
function collapse(id) {
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
function ensureDrawn(id) {
  if (drawnNow.has(id) && shape.has(id)) return;
  const beside = neighbours(id).find((other) => drawnNow.has(other));
  place(id, beside === undefined ? network.getViewPosition() : shape.get(beside));
}

function neighbours(id) {
  const found = new Set();
  const isPhrase = graph.entities[id].degree === 0;
  for (const s of graph.entities[id].statements.filter((s) => passes(s))) {
    for (const { source, target, aside } of s.joins) {
      if ((source === id || target === id) && (!aside || isPhrase)) found.add(source === id ? target : source);
    }
  }
  return [...found].filter((other) => !state.hidden.has(other)).sort((a, b) => graph.entities[b].degree - graph.entities[a].degree || a - b);
}

function fit(ids = nodes.getIds(), largest = 1) {
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

// -- strokes and communities, beneath the symbols ------------------------------------------------------------------

function stroke(context, pair, scale) {
  const a = shape.get(pair.a), b = shape.get(pair.b);
  if (!a || !b || !nodes.get(pair.a) || !nodes.get(pair.b)) return;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const along = { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
  const inFocus = focus.lines !== null && focus.lines.has(pair.id);
  const ways = MANNERS.filter((name) => pair.tally[name]);
  ways.forEach((how, at) => {
    const aside = (at - (ways.length - 1) / 2) * 5 / scale;
    const start = a.size + 2 / scale, end = length - b.size - 2 / scale;
    if (end <= start) return;
    const point = (far) => [a.x + along.x * far - along.y * aside, a.y + along.y * far + along.x * aside];
    context.globalAlpha = focus.lines !== null && !inFocus ? 0.13 : 1;
    context.strokeStyle = context.fillStyle = inFocus && how === "fact" ? colours.accent : how === "fact" ? colours.line : colours[how];
    const width = (how === "fact" ? Math.min(1.1 + 0.75 * Math.log2(pair.articles), 4) : 1.7) + (inFocus ? 0.7 : 0);
    const tip = (8 + width) / scale;
    const [to, from] = [pair.ways[how].has(pair.a), pair.ways[how].has(pair.b)];
    context.lineWidth = width / scale;
    context.setLineDash(how === "fact" ? [] : how === "denied" ? [7 / scale, 4 / scale] : [1.5 / scale, 4 / scale]);
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

// The hull of a community: Andrew's monotone chain.
function hull(points) {
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

function communities() {
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

network.on("beforeDrawing", (context) => {
  const scale = network.getScale();
  context.save();
  tint(context, scale);
  const order = [...drawnPairs.values()].sort((p, q) => (focus.lines?.has(p.id) ?? 0) - (focus.lines?.has(q.id) ?? 0));
  for (const pair of order) stroke(context, pair, scale);
  context.restore();
});

// What is under the pointer: a symbol, a name, or a line; in this order.
function under({ x, y }) {
  const at = new Map(nodes.getIds().map((id) => [id, network.canvasToDOM(shape.get(id))]));
  const scale = network.getScale();
  let best = null;
  for (const [id, p] of at) {
    const far = Math.hypot(p.x - x, p.y - y);
    if (far <= Math.max(shape.get(id).size * scale, 12) && (!best || far < best.far)) best = { node: id, far };
  }
  if (best) return best;
  const named = labelBoxes.find((area) => area.left <= x && x <= area.right && area.top <= y && y <= area.bottom);
  if (named?.node !== undefined) return { node: named.node };
  if (named?.line !== undefined) return { line: named.line };
  for (const pair of drawnPairs.values()) {
    const p = at.get(pair.a), q = at.get(pair.b);
    if (!p || !q) continue;
    const length = (q.x - p.x) ** 2 + (q.y - p.y) ** 2 || 1;
    const part = Math.max(0, Math.min(1, ((x - p.x) * (q.x - p.x) + (y - p.y) * (q.y - p.y)) / length));
    const far = Math.hypot(x - p.x - part * (q.x - p.x), y - p.y - part * (q.y - p.y));
    if (far < 9 && (!best || far < best.far)) best = { line: pair.id, far };
  }
  return best ?? {};
}

// -- labels: each is written only where it covers no other label and no node ----------------------------------------

const widths = new Map();
function widthOf(context, font, text) {
  const key = `${font}\t${text}`;
  if (!widths.has(key)) { context.font = font; widths.set(key, context.measureText(text).width); }
  return widths.get(key);
}

// A long name stands in two lines, broken at the space nearest to its middle.
const LINE = 22;
function broken(text, most) {
  if (text.length <= LINE) return [text];
  const spaces = [...text.matchAll(/[ -]/g)].map((found) => found.index + 1);
  const middle = Math.min(text.length, 2 * most) / 2;
  const at = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  if (!at) return [short(text, most)];
  return [short(text.slice(0, at).trim(), most), short(text.slice(at), most)];
}

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function writeLabels(context) {
  const ratio = context.canvas.width / box.clientWidth;
  const scale = network.getScale();
  const width = box.clientWidth, height = box.clientHeight;
  const ids = nodes.getIds();
  const at = Object.fromEntries(ids.map((id) => [id, shape.get(id)]));
  const taken = [...document.querySelectorAll("#legend, #zoom")].map(corner).filter(Boolean);
  const seen = [];
  for (const id of ids) {
    const { x, y } = network.canvasToDOM(shape.get(id));
    const r = shape.get(id).size * scale;
    if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
    seen.push({ id, x, y, r });
    taken.push({ left: x - r, top: y - r, right: x + r, bottom: y + r, node: id });
  }
  const weight = (id) => (id === state.entity ? 1e6 : 0) + (id === focus.unnamed ? 2e6 : 0)
    + (focus.nodes?.has(id) ? 1e5 : 0) + graph.entities[id].degree;
  seen.sort((a, b) => weight(b.id) - weight(a.id) || a.id - b.id);
  const directions = new Map(ids.map((id) => [id, []]));
  for (const { a, b } of drawnPairs.values()) {
    if (!at[a] || !at[b]) continue;
    const angle = Math.atan2(at[b].y - at[a].y, at[b].x - at[a].x);
    directions.get(a).push(angle);
    directions.get(b).push(angle + Math.PI);
  }
  // How many lines leave a node on the side where a label would stand; half a turn apart counts nothing.
  const crossed = (id, side) => directions.get(id).filter((angle) => Math.cos(angle - side) > (Math.abs(Math.sin(side)) > 0.5 ? 0.6 : 0.9)).length;
  labelBoxes = [];
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";

  const leading = new Set(seen.filter(({ id }) => graph.entities[id].degree > 2).slice(0, 12).map(({ id }) => id));
  const write = (text, font, area, colour, halo) => {
    context.font = font;
    const x = (area.left + area.right) / 2, step = (area.bottom - area.top - 2) / text.length;
    context.strokeStyle = context.fillStyle = colours.paper;
    context.lineWidth = halo;
    if (!halo) context.fillRect(area.left, area.top + 1, area.right - area.left, area.bottom - area.top - 2);
    else text.forEach((line, row) => context.strokeText(line, x, area.top + 1 + step * (row + 0.5)));
    context.fillStyle = colour;
    text.forEach((line, row) => context.fillText(line, x, area.top + 1 + step * (row + 0.5)));
  };

  // A leading node that finds no room takes it from a lesser one: better that one covered than the hub unnamed.
  // Beside what was chosen, anything faded gives way.
  const gives = (other, inFocus) => other.node !== undefined && !other.text
    && (focus.nodes === null ? !leading.has(other.node) : inFocus && !focus.nodes.has(other.node));

  const name = ({ id, x, y, r }) => {
    const entity = graph.entities[id];
    const strong = id === state.entity || id === focus.cursor || id === focus.unnamed;
    const size = Math.min(12.5 + Math.log2(Math.max(entity.articles, 1)) * 0.8, 16);
    const font = `${strong || leading.has(id) ? 600 : 450} ${size}px ${colours.font}`;
    const text = broken(entity.label, strong ? 60 : LINE);
    const w = Math.max(...text.map((line) => widthOf(context, font, line))) + 4, h = (size + 2) * text.length + 2;
    const slant = r * 0.72;
    const places = [
      { left: x - w / 2, top: y + r + 2, side: Math.PI / 2 }, { left: x + r + 3, top: y - h / 2, side: 0 },
      { left: x - r - 3 - w, top: y - h / 2, side: Math.PI }, { left: x - w / 2, top: y - r - 2 - h, side: -Math.PI / 2 },
      { left: x + slant, top: y + slant, side: Math.PI / 4 }, { left: x - slant - w, top: y + slant, side: Math.PI * 0.75 },
      { left: x + slant, top: y - slant - h, side: -Math.PI / 4 }, { left: x - slant - w, top: y - slant - h, side: -Math.PI * 0.75 },
      ...[0.2, 0.8].flatMap((part) => [{ left: x - w * part, top: y + r + 2, side: Math.PI / 2 }, { left: x - w * part, top: y - r - 2 - h, side: -Math.PI / 2 }]),
    ].map((place, rank) => ({ ...place, right: place.left + w, bottom: place.top + h, node: id, text: entity.label, cost: 2 * crossed(id, place.side) + rank / 4 }))
      .sort((p, q) => p.cost - q.cost);
    const inside = places.filter((place) => place.left > 2 && place.top > 2 && place.right < width - 2 && place.bottom < height - 2);
    const inFocus = focus.nodes?.has(id) ?? false;
    const free = inside.find((place) => taken.every((other) => (other.node === id && !other.text) || !overlaps(place, other)))
      ?? (leading.has(id) || inFocus || strong ? inside.find((place) => taken.every((other) => (other.node === id && !other.text) || gives(other, inFocus) || !overlaps(place, other))) : undefined)
      ?? (strong ? inside[0] ?? places[0] : undefined);
    if (!free) return;
    taken.push(free);
    labelBoxes.push(free);
    context.globalAlpha = focus.nodes !== null && !focus.nodes.has(id) && id !== focus.hover ? 0.35 : 1;
    write(text, font, free, colours.ink, 3.5);
  };

  // Relations are written on the lines that are long enough for them.
  const font = `400 12px ${colours.font}`;
  const order = [...drawnPairs.values()].sort((p, q) =>
    (focus.lines?.has(q.id) ?? 0) - (focus.lines?.has(p.id) ?? 0) || q.statements.length - p.statements.length || (p.id < q.id ? -1 : 1));
  const relate = (pair) => {
    if (focus.lines !== null && !focus.lines.has(pair.id)) return;
    if (!at[pair.a] || !at[pair.b]) return;
    const from = network.canvasToDOM(at[pair.a]), to = network.canvasToDOM(at[pair.b]);
    const text = caption(pair);
    if (PALE.test(text) && !focus.lines?.has(pair.id)) return;
    const w = widthOf(context, font, text) + 6, h = 16;
    const long = Math.hypot(to.x - from.x, to.y - from.y) - (shape.get(pair.a).size + shape.get(pair.b).size) * scale;
    const enough = focus.lines?.has(pair.id) ? 20 : Math.abs(to.x - from.x) > Math.abs(to.y - from.y) ? w + 10 : 34;
    if (long < enough) return;
    for (const part of [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7]) {
      const x = from.x + (to.x - from.x) * part, y = from.y + (to.y - from.y) * part;
      const area = { left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2, text, line: pair.id };
      if (area.left < 2 || area.top < 2 || area.right > width - 2 || area.bottom > height - 2) continue;
      if (taken.some((other) => !(focus.nodes !== null && gives(other, true)) && overlaps(area, other))) continue;
      taken.push(area);
      labelBoxes.push(area);
      context.globalAlpha = 1;
      const how = manner(pair);
      write([text], font, area, how === "fact" ? (focus.lines?.has(pair.id) ? colours.accent : colours.muted) : colours[how], 0);
      break;
    }
  };
  const near = seen.filter(({ id }) => focus.nodes === null || focus.nodes.has(id) || id === focus.hover);
  near.forEach(name);
  titles(context, taken, write);
  order.forEach(relate);
  seen.filter((node) => !near.includes(node)).forEach(name);
  context.globalAlpha = 1;
  seen.forEach((node) => badges(context, node));
  context.restore();
}

function corner(element) {
  if (!element.offsetParent) return null;
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = element;
  return { left: left - 4, top: top - 4, right: left + width + 4, bottom: top + height + 4 };
}

// A community is called by its strongest names, above it or where there is room along its border.
function titles(context, taken, write) {
  if (focus.nodes !== null) return;
  const font = `600 12px ${colours.font}`;
  for (const [group, members] of communities()) {
    const text = graph.groups[group];
    const w = widthOf(context, font, text) + 8, h = 17;
    const spots = hull(members).map((p) => network.canvasToDOM(p));
    const top = Math.min(...spots.map((p) => p.y)), middle = spots.reduce((sum, p) => sum + p.x, 0) / spots.length;
    const places = [{ x: middle, y: top - 26 }, ...spots.flatMap((p) => [{ x: p.x, y: p.y - 30 }, { x: p.x, y: p.y + 44 }, { x: p.x - 60, y: p.y - 26 }, { x: p.x + 60, y: p.y - 26 }])];
    const areas = places.map(({ x, y }) => ({ left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2, text, group }));
    const free = areas.find((area) => area.left > 2 && area.top > 2 && area.right < box.clientWidth - 2 && area.bottom < box.clientHeight - 2 && !taken.some((other) => overlaps(area, other)));
    if (!free) continue;
    taken.push(free);
    labelBoxes.push(free);
    context.globalAlpha = 0.85;
    write([text], font, free, colours[TINTS[group % TINTS.length]], 3.5);
  }
}

// A plus where neighbours are hidden, a bar where something is denied that has no line.
function badges(context, { id, x, y, r }) {
  if (focus.nodes !== null && !focus.nodes.has(id)) return;
  const disc = (at, colour, draw) => {
    context.beginPath();
    context.arc(at.x, at.y, 6.5, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.strokeStyle = colours.paper;
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
    context.beginPath();
    draw(at);
    context.lineWidth = 1.8;
    context.stroke();
  };
  const far = r * 0.72 + 2;
  if (marks.has(id)) disc({ x: x - far, y: y - far }, colours.denied, (at) => { context.moveTo(at.x - 3.2, at.y); context.lineTo(at.x + 3.2, at.y); });
  if (hiddenOf(id) > 0) {
    disc({ x: x + far, y: y - far }, colours.muted, (at) => { context.moveTo(at.x - 3.2, at.y); context.lineTo(at.x + 3.2, at.y); context.moveTo(at.x, at.y - 3.2); context.lineTo(at.x, at.y + 3.2); });
  }
}

// Counted once for each change of what is in view or drawn: a picture is drawn many times a second.
let counted = { key: "", found: new Map() };
function hiddenOf(id) {
  const key = `${drawnNow.size} ${inView.length} ${state.opened} ${state.hidden.size}`;
  if (counted.key !== key) counted = { key, found: new Map() };
  if (!counted.found.has(id)) counted.found.set(id, neighbours(id).filter((other) => !drawnNow.has(other)).length);
  return counted.found.get(id);
}

network.on("afterDrawing", (context) => {
  writeLabels(context);
  window.__labels = labelBoxes;
});

// What the picture shows, in pixels of the map: for tests, and for whoever embeds the page.
window.__view = () => ({
  nodes: nodes.getIds().map((id) => {
    const { x, y } = network.canvasToDOM(shape.get(id)), entity = graph.entities[id];
    return { id: entity.id, name: entity.label, x, y, r: shape.get(id).size * network.getScale(), kind: entity.kind, group: shape.get(id).group, denials: (marks.get(id) ?? []).length };
  }),
  lines: [...drawnPairs.values()].flatMap((pair) => MANNERS.filter((name) => pair.tally[name]).map((stance) => (
    { a: graph.entities[pair.a].id, b: graph.entities[pair.b].id, stance, count: pair.tally[stance], articles: pair.articles, statements: pair.statements.filter((s) => s.manner === stance).map((s) => s.id) }))),
  labels: labelBoxes.map(({ node, line, group, text, left, top, right, bottom }) => ({ ...(node !== undefined ? { node: graph.entities[node].id } : line !== undefined ? { line } : { group }), text, left, top, right, bottom })),
});
