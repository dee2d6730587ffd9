// The buttons of the header and of the picture.

import { el, h, say } from "../base/dom.js";
import { act, state } from "../base/state.js";
import { inView } from "../data/facets.js";
import { search } from "../data/finding.js";
import { between, graph, nameOf } from "../data/records.js";
import { toCsv, toSparql, toTurtle } from "../data/taking.js";
import { redraw } from "../map/pairs.js";
import { picture } from "../map/svg.js";
import { box, colours, fit, readColours, zoom } from "../map/scene.js";
import { choosePath } from "./choosing.js";
import { toggle, toggleTable } from "./sheets.js";
import { copy, save } from "../side/copying.js";
import { tell } from "../side/story.js";

const named = (text) => search(text, 1)[0];

el("fit").addEventListener("click", () => { state.moved = false; fit(); });
el("closer").addEventListener("click", () => zoom(1.3));
el("farther").addEventListener("click", () => zoom(1 / 1.3));
el("undo").addEventListener("click", () => act.undo());
el("story").addEventListener("click", () => tell());
el("filter").addEventListener("click", () => toggle("filter", "filters"));
el("list").addEventListener("click", toggleTable);
export function offerNames() {
  if (el("names").children.length) return;
  el("names").append(...graph.entities.filter((e) => e.degree).sort((a, b) => b.degree - a.degree).slice(0, 1000).map((e) => h("option", { value: e.label })));
}
el("path").addEventListener("click", () => {
  toggle("path", "pathform");
  if (el("pathform").hidden) return;
  offerNames();
  if (state.entity !== null) el("from").value = nameOf(state.entity);
  el(el("from").value ? "to" : "from").focus();
});
el("pathform").addEventListener("submit", (event) => {
  event.preventDefault();
  const [from, to] = [named(el("from").value), named(el("to").value)];
  if (!from || !to) return say(`No entity is named ${(from ? el("to") : el("from")).value}`);
  if (state.table) toggleTable();
  choosePath(from.index, to.index);
  if (state.path.length) toggle("path", "pathform", false);
});
el("export").addEventListener("click", () => toggle("export", "exports"));
el("link").addEventListener("click", () => { copy(location.href, "The link is on the clipboard"); toggle("export", "exports", false); });

const chosen = () => state.entity !== null ? inView.filter((s) => graph.entities[state.entity].statements.includes(s))
  : state.line ? between(inView, ...state.line) : inView;

el("csv").addEventListener("click", () => save("statements.csv", new Blob(["\ufeff", toCsv(chosen())], { type: "text/csv;charset=utf-8" })));
el("turtle").addEventListener("click", () => save("statements.ttl", new Blob([toTurtle(chosen())], { type: "text/turtle;charset=utf-8" })));
el("png").addEventListener("click", () => {
  const source = box.querySelector("canvas");
  const picture = h("canvas", { width: source.width, height: source.height });
  const context = picture.getContext("2d");
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(source, 0, 0);
  picture.toBlob((blob) => save("graph.png", blob));
});
el("svg").addEventListener("click", () => save("graph.svg", new Blob([picture(document.title)], { type: "image/svg+xml" })));
el("sparql").addEventListener("click", () => {
  copy(toSparql(chosen(), state.entity === null ? "" : nameOf(state.entity)), "The query is on the clipboard");
  toggle("export", "exports", false);
});

export function setTheme(dark) {
  state.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  el("theme").setAttribute("aria-pressed", String(dark));
  readColours();
  redraw();
}
el("theme").addEventListener("click", () => { state.themed = true; setTheme(!state.dark); act.remember(); });
