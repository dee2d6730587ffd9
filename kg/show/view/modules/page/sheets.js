// What opens and closes: the sheets of the header, the table, the sheet of a phone.

import { el } from "../base/dom.js";
import { act, state } from "../base/state.js";
import { upright } from "../map/scene.js";
import { isChosen, settle } from "./choosing.js";
import { panel } from "../side/evidence.js";
import { buildFilters } from "../side/filters.js";
import { fillTable } from "../side/table.js";

export function toggle(name, sheet, open = el(sheet).hidden) {
  for (const [b, s] of [["path", "pathform"], ["export", "exports"], ["filter", "filters"]]) {
    if (b === name || (b !== "filter" && open)) {
      el(s).hidden = b === name ? !open : true;
      el(b).setAttribute("aria-expanded", String(!el(s).hidden));
    }
  }
  if (name !== "filter") return;
  el("start").hidden = open || !panel.hidden;
  if (open && !panel.hidden) { panel.hidden = true; }
  else if (!open && isChosen()) panel.hidden = false;
  el("start").hidden = open || !panel.hidden;
  buildFilters();
  if (open) stop("half");
}

export function toggleTable() {
  state.table = !state.table;
  el("list").setAttribute("aria-pressed", String(state.table));
  el("table").hidden = !state.table;
  el("stage").hidden = state.table;
  if (state.table) fillTable();
  else settle();
  act.remember();
}

// A phone's sheet stops at a glance, at half of the screen, or takes it all.
const STOPS = ["peek", "half", "full"];
export function stop(name) {
  if (document.body.dataset.sheet === name) return;
  document.body.dataset.sheet = name;
  if (upright) requestAnimationFrame(settle);
}
el("stop").addEventListener("click", () => { stop(STOPS[(STOPS.indexOf(document.body.dataset.sheet) + 1) % STOPS.length]); });
