// The search box with its suggestions.

import { el, h, say } from "../base/dom.js";
import { state } from "../base/state.js";
import { search, searchSentences } from "../data/finding.js";
import { chooseEntity, chooseSentence } from "./choosing.js";
import { toggleTable } from "./sheets.js";
import { panel } from "../side/evidence.js";

export const input = el("box");
const listbox = el("suggestions");
let offered = [];
let marker = -1;

function suggest() {
  const names = search(input.value);
  offered = [...names, ...(names.length < 8 ? searchSentences(input.value, 8 - Math.min(names.length, 5)) : [])];
  marker = offered.length ? 0 : -1;
  listbox.replaceChildren(...offered.map((found, at) => {
    const item = h("li", { role: "option", id: `option${at}`, "aria-selected": "false" }, found.label !== undefined
      ? [h("span", { class: `dot ${found.kind}`, "aria-hidden": "true" }), h("span", { class: "name" }, found.label), h("span", { class: "hint" }, `${found.type} · ${found.statements.length}`)]
      : [h("span", { class: "quoted", "aria-hidden": "true" }, "“"), h("span", { class: "name" }, found.text), h("span", { class: "hint" }, "sentence")]);
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(found); });
    return item;
  }));
  listbox.hidden = !offered.length;
  highlight();
  if (input.value.trim() && !offered.length) say(`Nothing is named ${input.value.trim()}, and no sentence has these words`);
}

function highlight() {
  [...listbox.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === marker)));
  if (marker >= 0) {
    input.setAttribute("aria-activedescendant", `option${marker}`);
    listbox.children[marker].scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function take(found) {
  listbox.hidden = true;
  input.removeAttribute("aria-activedescendant");
  if (state.table) toggleTable();
  if (found.label !== undefined) {
    input.value = found.label;
    chooseEntity(found.index);
  } else chooseSentence(found.index);
  panel.focus({ preventScroll: true });
}

input.addEventListener("input", suggest);
input.addEventListener("focus", () => { if (input.value) input.select(); });
input.addEventListener("blur", () => { listbox.hidden = true; });
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (listbox.hidden) suggest();
    else marker = (marker + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % Math.max(offered.length, 1);
    highlight();
  } else if (event.key === "Escape") {
    if (!listbox.hidden) event.stopPropagation();
    listbox.hidden = true;
    input.value = "";
  }
});
el("search").addEventListener("submit", (event) => {
  event.preventDefault();
  if (listbox.hidden) suggest();
  if (offered[marker]) take(offered[marker]);
});
