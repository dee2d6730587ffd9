// The picture: which nodes and lines are drawn, in which colours, and which labels find room.

const MOST = 300;
const first = read("nodes");
const shape = new Map(first.map((node) => [node.id, node]));
const box = el("canvas");
const drawnNow = new Set();
const nodes = new vis.DataSet();
const lines = new vis.DataSet();
const focus = { nodes: null, lines: null, hover: null };
let colours = {};
let labelBoxes = [];
let moved = false;

const SHAPES = { place: "dot", person: "diamond", alliance: "hexagon", organization: "square", group: "triangle", event: "star", topic: "dot" };
const radius = (degree) => Math.min(7 + 3.2 * Math.log2(Math.max(degree, 1)), 24);
const short = (text, most) => text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

// The picture has been laid out for three sizes: a phone's, upright; a desktop's; and a fuller one.
const upright = box.clientHeight > box.clientWidth * 1.1;
for (const node of first) node.spots = [...(node.spots ?? [null, null]), [node.x, node.y]];
const LEVELS = first.length ? first[0].spots.map((_, level) => first.filter((node) => node.spots[level]).length) : [0];
let level = Math.min(upright || box.clientWidth * box.clientHeight < 320000 ? 0 : 1, LEVELS.length - 1);

// At a level the nodes with a place in it stand there; an upright screen shows the wider ones on their side.
function enter(next) {
  level = next;
  for (const node of first) {
    const spot = node.spots[level];
    if (!spot) continue;
    [node.x, node.y] = upright && level > 0 ? [spot[1] * 1.3, spot[0] * 0.8] : spot;
    drawnNow.add(node.id);
  }
  nodes.update(first.filter((node) => nodes.get(node.id)).map(({ id, x, y }) => ({ id, x, y })));
}
enter(level);

// Some versions of pyvis hand the options over as a string of JSON.
const options = read("options");
const network = new vis.Network(box, { nodes, edges: lines }, typeof options === "string" ? JSON.parse(options) : options);

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "muted", "line", "accent", "denied", "unreal", "place", "person", "alliance", "organization", "group", "event", "topic"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  colours.font = style.getPropertyValue("--font").trim() || "sans-serif";
}

// One line for each pair of drawn entities, however many statements it stands for.
function pairs() {
  const found = new Map();
  for (const s of inView) {
    for (const join of s.joins) {
      const { source, target } = join;
      if (!drawnNow.has(source) || !drawnNow.has(target)) continue;
      const [a, b] = source < target ? [source, target] : [target, source];
      const key = `${a}~${b}`;
      if (!found.has(key)) found.set(key, { id: key, a, b, statements: [], words: [], loose: [], ways: new Set() });
      const pair = found.get(key);
      pair.statements.push(s);
      pair.words.push(join.words);
      pair.loose.push(join.loose);
      pair.ways.add(source);
    }
  }
  return found;
}

// Of many lines the strongest of each entity are drawn; all of those that the reader chose.
const STRONGEST = 2;
function strongest(found) {
  const chosen = new Set([state.entity, ...(state.line ?? []), ...state.path].filter((id) => id !== null));
  const count = new Map();
  const kept = new Map();
  const all = [...found.values()].sort((p, q) => q.statements.length - p.statements.length || p.a - q.a || p.b - q.b);
  for (const pair of all) {
    const lines = [pair.a, pair.b].map((id) => count.get(id) ?? 0);
    if (Math.min(...lines) >= STRONGEST && !chosen.has(pair.a) && !chosen.has(pair.b)) continue;
    kept.set(pair.id, pair);
    count.set(pair.a, lines[0] + 1);
    count.set(pair.b, lines[1] + 1);
  }
  return kept;
}

function caption(pair) {
  const tally = new Map();
  for (const [at, s] of pair.statements.entries()) {
    // "is a member of" is for sentences; on a line "member of" says it.
    const brief = pair.words[at].replace(/^(is|was) (an? |the )?(?=.* (of|in|with|by|to)$)/, "");
    const words = s.fact ? brief : `${s.stance}: ${brief}`;
    // What one says of the other tells less than what one did.
    tally.set(words, (tally.get(words) ?? 0) + (s.fact ? 100 : 1) * (pair.loose[at] ? 0.01 : 1));
  }
  const [most] = [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  return tally.size > 1 ? `${short(most, 24)} +${tally.size - 1}` : short(most, 28);
}

const manner = (pair) => pair.statements.some((s) => s.fact) ? "fact"
  : pair.statements.every((s) => s.polarity === "Negative") ? "denied" : "unreal";

let drawnPairs = new Map();

function redraw() {
  drawnPairs = strongest(pairs());
  const linked = new Set([...drawnPairs.values()].flatMap((pair) => [pair.a, pair.b]));
  if (state.entity !== null) linked.add(state.entity);
  for (const node of state.path) linked.add(node);
  const faded = (id) => focus.nodes !== null && !focus.nodes.has(id);
  const wanted = [...linked].filter((id) => drawnNow.has(id)).map((id) => {
    const entity = graph.entities[id];
    const colour = colours[entity.kind];
    const hollow = entity.kind === "topic";
    const chosen = id === state.entity;
    const fill = hollow ? colours.paper : colour;
    return {
      id, label: " ", x: shape.get(id).x, y: shape.get(id).y, size: shape.get(id).size, shape: SHAPES[entity.kind],
      opacity: faded(id) ? 0.18 : 1, borderWidth: chosen ? 4 : hollow ? 2 : 1.5,
      color: {
        background: fill, border: chosen ? colours.ink : hollow ? colour : colours.paper,
        highlight: { background: fill, border: colours.ink }, hover: { background: fill, border: colours.ink },
      },
    };
  });
  const drawn = [...drawnPairs.values()].map((pair) => {
    const how = manner(pair);
    const inFocus = focus.lines !== null && focus.lines.has(pair.id);
    const colour = inFocus && how === "fact" ? colours.accent : how === "fact" ? colours.line : colours[how];
    const opacity = focus.lines !== null && !inFocus ? 0.12 : 1;
    const tip = { enabled: true, scaleFactor: 0.55, type: "arrow" };
    return {
      id: pair.id, from: pair.a, to: pair.b,
      width: Math.min(1 + 0.8 * Math.log2(pair.statements.length), 5) + (inFocus ? 0.8 : 0),
      dashes: how === "fact" ? false : how === "denied" ? [9, 5] : [2, 5],
      arrows: {
        ...(pair.ways.has(pair.a) && { to: tip }),
        ...(pair.ways.has(pair.b) && { from: tip }),
      },
      color: { color: colour, highlight: colour, hover: colour, opacity },
    };
  });
  sync(lines, drawn);
  sync(nodes, wanted);
  sync(lines, drawn);
  el("empty").hidden = wanted.length > 0;
}

// Positions that the reader changed by dragging stay.
function sync(set, wanted) {
  const keep = new Set(wanted.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !keep.has(id)));
  set.update(wanted.map((item) => {
    if (set !== nodes || !set.get(item.id)) return item;
    const { x, y, ...rest } = item;
    return rest;
  }));
}

// What comes next: the next level, then the best connected neighbours of what is drawn.
function drawMore(most = 40) {
  if (LEVELS[level + 1] > LEVELS[level]) { enter(level + 1); return; }
  if (drawnNow.size >= MOST) return;
  const linked = new Map();
  for (const { source, target, aside } of inView.flatMap((s) => s.joins)) {
    if (aside || drawnNow.has(source) === drawnNow.has(target)) continue;
    const [inside, outside] = drawnNow.has(source) ? [source, target] : [target, source];
    if (!linked.has(outside)) linked.set(outside, inside);
  }
  [...linked].sort(([a], [b]) => graph.entities[b].degree - graph.entities[a].degree || a - b)
    .slice(0, Math.min(most, MOST - drawnNow.size)).forEach(([outside]) => ensureDrawn(outside));
}

// Neighbours that were not drawn yet, on a spiral round their node.
function expand(id, most = 50) {
  const hidden = neighbours(id).filter((other) => !drawnNow.has(other)).slice(0, Math.min(most, MOST - drawnNow.size));
  const centre = nodes.get(id) ? network.getPosition(id) : shape.get(id) ?? { x: 0, y: 0 };
  hidden.forEach((other, rank) => {
    const angle = (rank + 1) * Math.PI * (3 - Math.sqrt(5));
    const far = 110 + 26 * Math.sqrt(rank + 1);
    place(other, { x: centre.x + far * Math.cos(angle), y: centre.y + far * Math.sin(angle) });
  });
  return hidden;
}

function place(id, at) {
  shape.set(id, { id, ...at, size: radius(graph.entities[id].degree) });
  drawnNow.add(id);
}

// An entity that is not drawn yet comes beside a neighbour that is.
function ensureDrawn(id) {
  if (drawnNow.has(id) && shape.has(id)) return;
  const beside = neighbours(id).find((other) => nodes.get(other));
  const centre = beside === undefined ? network.getViewPosition() : network.getPosition(beside);
  const angle = id * Math.PI * (3 - Math.sqrt(5));
  place(id, { x: centre.x + 140 * Math.cos(angle), y: centre.y + 110 * Math.sin(angle) });
}

function neighbours(id) {
  const found = new Set();
  const isPhrase = graph.entities[id].degree === 0;
  for (const s of graph.entities[id].statements.filter(passes)) {
    for (const { source, target, aside } of s.joins) {
      if ((source === id || target === id) && (!aside || isPhrase)) found.add(source === id ? target : source);
    }
  }
  return [...found].sort((a, b) => graph.entities[b].degree - graph.entities[a].degree || a - b);
}

function fit(ids = nodes.getIds(), largest = 1.6) {
  if (!ids.length) return;
  const spots = Object.values(network.getPositions(ids));
  const xs = spots.map((p) => p.x), ys = spots.map((p) => p.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // Labels keep their size on screen, so the margin is in pixels of the screen.
  const margin = { x: Math.min(64, box.clientWidth * 0.13), top: 34, bottom: 46 };
  const most = upright ? 0.8 : Math.min(ids.length < 12 ? 1.25 : 1.6, largest);
  const view = (aside, below) => {
    const room = { x: box.clientWidth - 2 * margin.x - aside, y: box.clientHeight - margin.top - margin.bottom - below };
    const scale = Math.max(Math.min(room.x / Math.max(right - left, 1), room.y / Math.max(bottom - top, 1), most), 0.02);
    // Where the middle of the picture comes to lie on screen, in pixels from the left top corner.
    const middle = { x: margin.x + aside + room.x / 2, y: margin.top + room.y / 2 };
    const points = spots.map((p) => ({ x: middle.x + (p.x - (left + right) / 2) * scale, y: middle.y + (p.y - (top + bottom) / 2) * scale }));
    return { scale, middle, points };
  };
  // The legend takes an empty corner; where there is none, the picture moves beside or above it.
  const clear = (legend, p) => !(p.x > legend.left - 46 && p.x < legend.right + 46 && p.y > legend.top - 24 && p.y < legend.bottom + 16);
  const free = view(0, 0);
  let best = free;
  for (const corner of ["", "right", "top", "top right"]) {
    el("legend").className = corner;
    const legend = legendBox();
    if (!legend || free.points.every((p) => clear(legend, p))) { best = free; break; }
    el("legend").className = "";
    best = null;
  }
  if (!best) {
    const legend = legendBox();
    best = [view(legend.right - margin.x + 40, 0), view(0, box.clientHeight - legend.top - 10)].sort((p, q) => q.scale - p.scale)[0];
  }
  network.moveTo({
    position: {
      x: (left + right) / 2 + (box.clientWidth / 2 - best.middle.x) / best.scale,
      y: (top + bottom) / 2 + (box.clientHeight / 2 - best.middle.y) / best.scale,
    },
    scale: best.scale,
  });
}

function legendBox() {
  const legend = el("legend");
  if (!legend.offsetParent) return null;
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = legend;
  return { left: left - 4, top: top - 4, right: left + width + 4, bottom: top + height + 4 };
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
  const at = network.getPositions(ids);
  const taken = [legendBox()].filter(Boolean);
  const seen = [];
  for (const id of ids) {
    const { x, y } = network.canvasToDOM(at[id]);
    const r = shape.get(id).size * scale;
    if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
    seen.push({ id, x, y, r });
    taken.push({ left: x - r, top: y - r, right: x + r, bottom: y + r, node: id });
  }
  const weight = (id) => (id === state.entity ? 1e6 : 0) + (id === focus.hover ? 2e6 : 0)
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
    const strong = id === state.entity || id === focus.hover;
    const size = Math.min(11 + Math.log2(Math.max(entity.degree, 1)) * 0.7, 15);
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
  const font = `400 10.5px ${colours.font}`;
  const order = [...drawnPairs.values()].sort((p, q) =>
    (focus.lines?.has(q.id) ?? 0) - (focus.lines?.has(p.id) ?? 0) || q.statements.length - p.statements.length || (p.id < q.id ? -1 : 1));
  const relate = (pair) => {
    if (focus.lines !== null && !focus.lines.has(pair.id)) return;
    if (!at[pair.a] || !at[pair.b]) return;
    const from = network.canvasToDOM(at[pair.a]), to = network.canvasToDOM(at[pair.b]);
    const text = caption(pair);
    const w = widthOf(context, font, text) + 4, h = 14;
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
  order.forEach(relate);
  seen.filter((node) => !near.includes(node)).forEach(name);
  context.restore();
}

network.on("afterDrawing", (context) => {
  writeLabels(context);
  window.__labels = labelBoxes;
});
