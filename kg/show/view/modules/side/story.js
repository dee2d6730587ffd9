// A story that came with the page: steps, each with a text and a state of the page; without one the cards are the story.

import { button, el, h } from "../base/dom.js";
import { act, state } from "../base/state.js";
import { graph } from "../data/records.js";
import { panel, show } from "./evidence.js";

const turned = (number, by) => (number + by + graph.story.length) % graph.story.length;
const view = (number) => `#${graph.story[number].view}${graph.story[number].view ? "&" : ""}story=${number + 1}`;

// The next step, or the first; of the cards likewise.
export function tell() {
  if (graph.story) act.go(view(state.story === null ? 0 : turned(state.story, 1)));
  else if (graph.cards.length) act.chooseCard(state.card === null ? 0 : (state.card + 1) % graph.cards.length);
}

// What the story says stands above what the page says of the same choice.
export function showStep(number) {
  const { title, text } = graph.story[number];
  const turn = (by) => button({ class: "more", onclick: () => { act.go(view(turned(number, by))); panel.focus({ preventScroll: true }); } }, by < 0 ? "← Before" : "Next →");
  state.story = number;
  const told = h("section", { class: "told", "aria-label": "Story" },
    h("p", { class: "kind" }, `Story · ${number + 1} of ${graph.story.length}`), h("h2", {}, title), text.split(/\n+/).map((part) => h("p", {}, part)),
    h("p", { class: "actions" }, turn(-1), turn(1)));
  if (panel.hidden) show(told);
  else panel.querySelector(".close").after(told);
  el("column").scrollTop = 0;
}
