// On paper: the picture as strokes in light colours, and sentences with their sources also where nothing is chosen.

import { el, h } from "../base/dom.js";
import { state } from "../base/state.js";
import { graph } from "../data/records.js";
import { drawing } from "../map/svg.js";
import { isChosen } from "./choosing.js";
import { setTheme } from "./tools.js";
import { cards } from "../side/quotes.js";

const QUOTED = 2;
let wasDark = false;

// What the cards rest on, a few sentences of each.
function evidence() {
  return graph.cards.map(({ title, statements }) => h("section", {}, h("h2", { class: "part" }, title),
    cards(statements.slice(0, QUOTED).map((row) => graph.statements[row]), QUOTED, true)));
}

export function prepare() {
  wasDark = state.dark;
  if (wasDark) setTheme(false);
  document.body.classList.add("printing");
  el("printed").replaceChildren(...(state.table ? [] : [drawing(document.title)]));
  el("quoted").replaceChildren(...(isChosen() || state.table ? [] : evidence()));
}

export function restore() {
  document.body.classList.remove("printing");
  for (const id of ["printed", "quoted"]) el(id).replaceChildren();
  if (wasDark) setTheme(true);
}

addEventListener("beforeprint", prepare);
addEventListener("afterprint", restore);
