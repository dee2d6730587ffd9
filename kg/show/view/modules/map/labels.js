// Labels: each is written only where it covers no other label and no node.

import { short } from "../base/dom.js";
import { TINTS } from "../base/kinds.js";
import { state } from "../base/state.js";
import { graph } from "../data/records.js";
import { PALE, caption, drawnPairs, drawnReports, isOverview, manner, marks } from "./pairs.js";
import { course } from "./reports.js";
import { box, colours, focus, hiddenOf, network, nodes, shape } from "./scene.js";
import { communities, hull } from "./strokes.js";

export let labelBoxes = [];
const widths = new Map();
function widthOf(context, font, text) {
  const key = `${font}\t${text}`;
  if (!widths.has(key)) { context.font = font; widths.set(key, context.measureText(text).width); }
  return widths.get(key);
}

// A long name stands in two lines, broken at the space nearest to its middle.
const LINE = 22;
function broken(text, most, line = LINE) {
  if (text.length <= line) return [text];
  const spaces = [...text.matchAll(/[ -]/g)].map((found) => found.index + 1);
  const middle = Math.min(text.length, 2 * most) / 2;
  const at = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  if (!at) return [short(text, most)];
  return [short(text.slice(0, at).trim(), most), short(text.slice(at), most)];
}

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export function writeLabels(context) {
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
  for (const report of drawnReports) {
    const [from, to] = course(report, drawnPairs);
    directions.get(report.by)?.push(Math.atan2(to.y - from.y, to.x - from.x));
    const ring = network.canvasToDOM(to);
    taken.push({ left: ring.x - 5, right: ring.x + 5, top: ring.y - 5, bottom: ring.y + 5 });
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

  const name = (node) => written(node, LINE) || written(node, 9, 12);
  const written = ({ id, x, y, r }, line, largest = 16) => {
    const entity = graph.entities[id];
    const strong = id === state.entity || id === focus.cursor || id === focus.unnamed;
    const size = Math.min(11.7 + r / scale / 3.6, graph.overview ? 13.5 : 16, largest);
    const font = `${strong || leading.has(id) ? 600 : 450} ${size}px ${colours.font}`;
    const text = broken(entity.label, strong ? 60 : LINE, line);
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
    if (!free) return false;
    taken.push(free);
    labelBoxes.push(free);
    context.globalAlpha = focus.nodes !== null && !focus.nodes.has(id) && id !== focus.hover ? 0.35 : 1;
    write(text, font, free, colours.ink, 3.5);
    return true;
  };

  // Relations are written on the lines that are long enough for them.
  const font = `400 12px ${colours.font}`;
  const order = [...drawnPairs.values()].sort((p, q) =>
    (q.id === focus.line) - (p.id === focus.line) || (focus.lines?.has(q.id) ?? 0) - (focus.lines?.has(p.id) ?? 0) || q.statements.length - p.statements.length || (p.id < q.id ? -1 : 1));
  const relate = (pair) => {
    if (focus.lines !== null && !focus.lines.has(pair.id) && focus.line !== pair.id) return;
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
  // The titles of a map of groups lead into these: they come first.
  if (isOverview()) titles(context, taken, write);
  near.forEach(name);
  if (!isOverview()) titles(context, taken, write);
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
    const title = graph.groups[group];
    const spots = hull(members).map((p) => network.canvasToDOM(p));
    const [top, bottom] = [Math.min(...spots.map((p) => p.y)), Math.max(...spots.map((p) => p.y))];
    const middle = spots.reduce((sum, p) => sum + p.x, 0) / spots.length;
    const places = [{ x: middle, y: top - 26 }, ...spots.flatMap((p) => [{ x: p.x, y: p.y - 30 }, { x: p.x, y: p.y + 44 }, { x: p.x - 60, y: p.y - 26 }, { x: p.x + 60, y: p.y - 26 }]),
      ...[top - 40, bottom + 34, (top + bottom) / 2].flatMap((y) => [middle, middle - 50, middle + 50].map((x) => ({ x, y })))];
    // Where both names have no room, the first alone may have.
    const areas = [title, title.split(" · ")[0]].flatMap((text) => {
      const w = widthOf(context, font, text) + 8, h = 17;
      const kept = (x) => Math.max(w / 2 + 3, Math.min(x, box.clientWidth - w / 2 - 3));
      return places.map(({ x, y }) => ({ left: kept(x) - w / 2, right: kept(x) + w / 2, top: y - h / 2, bottom: y + h / 2, text, group }));
    });
    const free = areas.find((area) => area.top > 2 && area.bottom < box.clientHeight - 2 && !taken.some((other) => overlaps(area, other)));
    if (!free) continue;
    taken.push(free);
    labelBoxes.push(free);
    context.globalAlpha = 0.85;
    write([free.text], font, free, colours[TINTS[group % TINTS.length]], 3.5);
  }
}

// A plus where neighbours are hidden, a bar where something is denied that has no line.
function badges(context, { id, x, y, r }) {
  // In a large graph nearly every node has both: there they are shown beside what was chosen.
  if (focus.nodes !== null ? !focus.nodes.has(id) : graph.overview && id !== focus.hover) return;
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

network.on("afterDrawing", (context) => {
  writeLabels(context);
  window.__labels = labelBoxes;
});
