// The legend, whose strokes are filters.

import { button, el, h, svg } from "../base/dom.js";
import { KINDS, MANNERS, STANCES } from "../base/kinds.js";
import { counts, live, off } from "../data/facets.js";
import { graph } from "../data/records.js";
import { nodes } from "../map/scene.js";
import { setAll } from "./filters.js";

export function legend() {
  const there = new Set(nodes.getIds().map((id) => graph.entities[id].kind));
  const symbol = (kind) => svg("svg", { viewBox: "-1 -1 14 14", class: `shape ${kind}`, "aria-hidden": "true" }, svg("path", { d: KINDS[kind].path }));
  const stanceOf = (value) => graph.statements.find((s) => s.stance === value).manner;
  const number = Object.fromEntries(MANNERS.map((name) => [name, 0]));
  for (const [value, count] of live("stance")) number[stanceOf(value)] += count;
  const press = (name) => {
    const isOn = counts.stance.some(([value]) => stanceOf(value) === name && !off.stance.has(value));
    setAll("stance", (value) => stanceOf(value) === name ? !isOn : !off.stance.has(value));
  };
  const strokes = MANNERS.filter((name) => counts.stance.some(([value]) => stanceOf(value) === name)).map((name) => {
    const isOn = counts.stance.some(([value]) => stanceOf(value) === name && !off.stance.has(value));
    return h("li", {}, button({ class: "way", "aria-pressed": String(isOn), title: isOn ? "Click to hide" : "Click to show", onclick: () => press(name) }, h("span", { class: `stroke ${name}` }), STANCES[name].short, h("span", { class: "count" }, String(number[name]))));
  });
  el("legend").replaceChildren(h("ul", { class: "strokes", role: "list" }, strokes),
    h("ul", { class: "kinds", role: "list" }, Object.keys(KINDS).filter((kind) => there.has(kind)).map((kind) => h("li", {}, symbol(kind), KINDS[kind].words))));
}
