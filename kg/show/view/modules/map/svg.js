// The picture as SVG: what draws it on the canvas draws it once more, onto something that writes down each stroke.

import { svg } from "../base/dom.js";
import { KINDS } from "../base/kinds.js";
import { graph } from "../data/records.js";
import { writeLabels } from "./labels.js";
import { box, colours, focus, network, nodes, shape } from "./scene.js";
import { drawBeneath } from "./strokes.js";

const round = (number) => Math.round(number * 100) / 100;
// What XML cannot hold.
const clean = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu, "\ufffd");

// A part of what a canvas's context does: as much as the picture needs.
export class Recorder {
  constructor(width, measure) {
    Object.assign(this, { parts: [], canvas: { width }, measure, globalAlpha: 1, lineWidth: 1, dash: [], path: "", halos: new Map(), font: "400 12px sans-serif" });
  }
  save() {}
  restore() { this.globalAlpha = 1; }
  setTransform() {}
  setLineDash(dash) { this.dash = dash; }
  measureText(text) { this.measure.font = this.font; return this.measure.measureText(text); }
  beginPath() { this.path = ""; }
  moveTo(x, y) { this.path += `M${round(x)} ${round(y)}`; }
  lineTo(x, y) { this.path += `${this.path ? "L" : "M"}${round(x)} ${round(y)}`; }
  closePath() { this.path += "Z"; }
  arc(x, y, r, from, to) {
    const point = (angle) => [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    this.lineTo(...point(from));
    const turn = to - from >= 2 * Math.PI ? 2 * Math.PI : ((to - from) % (2 * Math.PI) + 2 * Math.PI) % (2 * Math.PI);
    // An arc of a full turn would begin where it ends, which draws nothing: there are two halves.
    for (const part of [0.5, 1]) this.path += `A${round(r)} ${round(r)} 0 0 1 ${point(from + turn * part).map(round).join(" ")}`;
  }
  add(name, attributes, ...children) {
    if (this.globalAlpha < 1) attributes.opacity = round(this.globalAlpha);
    this.parts.push(svg(name, attributes, ...children));
  }
  fill() { this.add("path", { d: this.path, fill: this.fillStyle }); }
  stroke() {
    this.add("path", { d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": round(this.lineWidth), ...(this.dash.length ? { "stroke-dasharray": this.dash.map(round).join(" "), "stroke-linecap": this.lineCap } : {}) });
  }
  fillRect(x, y, width, height) { this.add("rect", { x: round(x), y: round(y), width: round(width), height: round(height), fill: this.fillStyle }); }
  // A text stands once, also where it is drawn with a halo first.
  strokeText(text) { this.halos.set(text, { stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round", "paint-order": "stroke" }); }
  fillText(text, x, y) {
    const [, weight, size] = this.font.match(/^(\d+) ([\d.]+)px/);
    this.add("text", { x: round(x), y: round(y), "text-anchor": "middle", "dominant-baseline": "central", "font-size": round(size), "font-weight": weight, fill: this.fillStyle, ...this.halos.get(text) }, clean(text));
    this.halos.delete(text);
  }
}

function symbol(id) {
  const { kind, label } = graph.entities[id];
  const { x, y } = network.canvasToDOM(shape.get(id));
  const r = shape.get(id).size * network.getScale(), hollow = KINDS[kind].hollow;
  const faded = focus.nodes !== null && !focus.nodes.has(id);
  return svg("path", { d: KINDS[kind].path, transform: `translate(${round(x)} ${round(y)}) scale(${round(r / 5.5)}) translate(-6 -6)`,
    fill: hollow ? colours.paper : colours[kind], stroke: hollow ? colours[kind] : colours.paper, "stroke-width": round(9 / Math.max(r, 1)), opacity: faded ? 0.2 : 1 }, svg("title", {}, clean(label)));
}

// The picture as it stands, in pixels of the map.
export function drawing(title) {
  const [width, height] = [box.clientWidth, box.clientHeight];
  const measure = document.createElement("canvas").getContext("2d");
  const beneath = new Recorder(width, measure), above = new Recorder(width, measure);
  drawBeneath(beneath);
  writeLabels(above);
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": colours.font },
    svg("title", {}, clean(title)), svg("rect", { width, height, fill: colours.paper }),
    svg("g", { transform: `translate(${round(origin.x)} ${round(origin.y)}) scale(${network.getScale()})` }, beneath.parts),
    svg("g", {}, nodes.getIds().map(symbol)), svg("g", {}, above.parts));
}

// Likewise, as the text of a file.
export const picture = (title) => new XMLSerializer().serializeToString(drawing(title));
