// The timeline: when things were told or happened, and the part of it that is in view.

import { el, h, many, svg } from "../base/dom.js";
import { MANNERS } from "../base/kinds.js";
import { act, state } from "../base/state.js";
import { passes } from "../data/facets.js";
import { byTelling, graph, whenOf } from "../data/records.js";

// Days, months or years, whichever gives few enough bars.
const moments = [...new Set(graph.statements.map(whenOf).filter(Boolean))].sort();
const STEPS = moments.length < 2 ? [] : [10, 7, 4].map((length) => [...new Set(moments.map((when) => when.slice(0, length)))]).find((steps) => steps.length <= 60) ?? [];

const dated = graph.statements.filter((s) => whenOf(s)).length;

export function timeline() {
  const region = el("time");
  region.hidden = false;
  if (STEPS.length < 2 || dated < 0.2 * graph.statements.length) {
    region.hidden = !graph.statements.length;
    const some = dated ? `Only ${dated} of ${many(graph.statements.length, "statement")} tell when` : "No dates are told";
    region.replaceChildren(h("p", { class: "count" }, `${some}, so there is no timeline; build with the articles' dates (a field "date", or --date) to have one`));
    return;
  }
  const long = STEPS[0].length;
  const tally = new Map(STEPS.map((step) => [step, { fact: 0, unreal: 0, denied: 0 }]));
  for (const s of graph.statements) if (whenOf(s) && passes(s, "time")) tally.get(whenOf(s).slice(0, long))[s.manner] += 1;
  const most = Math.max(1, ...[...tally.values()].map((n) => n.fact + n.unreal + n.denied));
  const bars = svg("svg", { viewBox: `0 0 ${STEPS.length} 30`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const isIn = (step) => (!state.since || step >= state.since.slice(0, long)) && (!state.until || step <= state.until.slice(0, long));
  STEPS.forEach((step, at) => {
    let y = 30;
    for (const name of MANNERS) {
      const height = 30 * Math.sqrt(tally.get(step)[name] / most);
      bars.append(svg("rect", { x: at + 0.1, width: 0.8, y: Math.max(0, y - height), height, class: isIn(step) ? name : "out" }));
      y -= height;
    }
  });
  const at = (value, otherwise) => value ? Math.max(0, STEPS.findIndex((step) => step >= value.slice(0, long))) : otherwise;
  const range = (name, value) => {
    const slider = h("input", { type: "range", min: "0", max: String(STEPS.length - 1), "aria-label": name, "aria-valuetext": STEPS[value], id: name === "Earliest" ? "since" : "until" });
    slider.value = String(value);
    slider.addEventListener("change", () => {
      const [one, other] = [Number(el("since").value), Number(el("until").value)].sort((a, b) => a - b);
      state.since = one > 0 ? STEPS[one] : "";
      state.until = other < STEPS.length - 1 ? STEPS[other] : "";
      const id = slider.id;
      act.applyFilters();
      el(id).focus();
    });
    return slider;
  };
  const untold = graph.statements.length - dated;
  region.replaceChildren(h("p", { class: "count" }, `${byTelling ? "When it was told" : "When it happened"}: ${state.since || STEPS[0]} to ${state.until || STEPS.at(-1)}${untold ? ` · ${many(untold, "statement")} without a date` : ""}`),
    h("div", { class: "bars" }, bars, range("Earliest", at(state.since, 0)), range("Latest", at(state.until, STEPS.length - 1))));
}
