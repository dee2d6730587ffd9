// Facets with the numbers that each value would leave, and what is filtered as chips above the picture.

import { button, el, h, many, short } from "../base/dom.js";
import { act, state } from "../base/state.js";
import { FILTERS, counts, live, off } from "../data/facets.js";

const SEARCHED = 12;
const LISTED = 60;

// Made when they are opened: a large graph has thousands of values.
export function buildFilters() {
  const region = el("filters");
  if (region.hidden) { region.replaceChildren(); return; }
  const opened = new Map([...region.querySelectorAll("details")].map((details) => [details.dataset.facet, details.open]));
  const typed = new Map([...region.querySelectorAll("input[type=search]")].map((box) => [box.dataset.facet, box.value]));
  const active = region.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const parts = FILTERS.filter(([facet]) => counts[facet].length > 1).map(([facet, { title }]) => {
    const details = h("details", { "data-facet": facet, open: opened.get(facet) ?? facet === "stance" }, h("summary", {}, title, h("span", { class: "count" }, String(counts[facet].length))));
    const fill = () => { if (details.open && details.children.length === 1) details.append(...facetOf(facet, title, typed.get(facet) ?? "")); };
    details.addEventListener("toggle", fill);
    fill();
    return details;
  });
  region.replaceChildren(button({ class: "close", "aria-label": "Close filters", onclick: () => act.toggle("filter", "filters", false) }, "×"), h("h2", {}, "Show"), ...parts);
  if (active) region.querySelector(`[data-key="${CSS.escape(active)}"]`)?.focus();
}

function facetOf(facet, title, words) {
  const left = live(facet);
  const list = h("ul", { "aria-label": title, role: "list", tabindex: counts[facet].length > 8 ? "0" : null });
  const fill = (typed) => {
    const wanted = typed.trim().toLowerCase();
    const found = counts[facet].filter(([value]) => !wanted || value.toLowerCase().includes(wanted));
    list.replaceChildren(...found.slice(0, LISTED).map(([value]) => {
      const tick = h("input", { type: "checkbox", "data-key": `${facet}=${value}` });
      tick.checked = !off[facet].has(value);
      tick.addEventListener("change", () => { off[facet][tick.checked ? "delete" : "add"](value); act.applyFilters(); });
      const only = button({ class: "only", "aria-label": `Only ${value}`, "data-key": `only ${facet}=${value}`, onclick: () => setAll(facet, (v) => v === value) }, "only");
      return h("li", {}, h("label", {}, tick, h("span", { class: "name" }, value), h("span", { class: "count" }, String(left.get(value) ?? 0))), only);
    }), ...(found.length > LISTED ? [h("li", { class: "count" }, `and ${many(found.length - LISTED, "other")}: type to find one`)] : []));
  };
  fill(words);
  const all = button({ class: "all", "aria-label": `All of ${title}`, onclick: () => setAll(facet, () => true) }, "all");
  if (counts[facet].length <= SEARCHED) return [all, list];
  const box = h("input", { type: "search", class: "find", "data-facet": facet, "aria-label": `Find in ${title}`, placeholder: "Find …" });
  box.value = words;
  box.addEventListener("input", () => fill(box.value));
  return [all, box, list];
}

export function setAll(facet, on) {
  off[facet] = new Set(counts[facet].map(([value]) => value).filter((value) => !on(value)));
  act.applyFilters();
}

// What is filtered stands above the picture, each part with a button that lifts it.
export function chips() {
  const parts = FILTERS.filter(([facet]) => off[facet].size).map(([facet, { title }]) => {
    const on = counts[facet].filter(([value]) => !off[facet].has(value)).map(([value]) => value);
    const text = on.length <= 2 ? `${title}: ${on.join(", ") || "none"}` : `${title}: not ${off[facet].size === 1 ? [...off[facet]][0] : off[facet].size}`;
    return [short(text, 60), () => setAll(facet, () => true)];
  });
  if (state.since || state.until) parts.push([`Time: ${state.since || "…"} to ${state.until || "…"}`, () => { state.since = state.until = ""; act.applyFilters(); }]);
  if (state.hidden.size) parts.push([`${many(state.hidden.size, "hidden name")}`, () => { state.hidden.clear(); act.applyFilters(); }]);
  const items = parts.map(([text, lift]) => h("li", {}, button({ class: "filtered", "aria-label": `Lift: ${text}`, onclick: lift }, text, " ×")));
  if (parts.length > 1) items.push(h("li", {}, button({ class: "filtered all-off", onclick: clearAll }, "Clear all")));
  el("chips").replaceChildren(...items);
  const changed = el("chips").hidden !== !items.length;
  el("chips").hidden = !items.length;
  if (changed) act.settle();
}

function clearAll() {
  for (const facet of Object.keys(off)) off[facet].clear();
  state.since = state.until = "";
  state.hidden.clear();
  act.applyFilters();
}
