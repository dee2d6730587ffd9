// What a reader does: choosing, going back, searching, taking the view away; and the view in the address.

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
function say(text) { el("status").textContent = text; }

// -- choosing ------------------------------------------------------------------------------------------------------

function focusOn(ids, pairIds) {
  focus.nodes = ids && new Set(ids);
  focus.lines = pairIds && new Set(pairIds);
}

function choose(what) {
  Object.assign(state, { entity: null, line: null, path: [], card: null, sentence: null }, what);
}

function chooseEntity(number) {
  choose({ entity: number });
  ensureDrawn(number);
  const around = neighbours(number);
  focusOn([number, ...around], around.map((other) => pairId(number, other)));
  redraw();
  showEntity(number);
  say(`${nameOf(number)}: ${many(graph.entities[number].statements.length, "statement")} in the Evidence region`);
  // The picture stays as it is, unless what was chosen lies outside of it.
  reveal([number]);
  remember();
}

function chooseLine(a, b) {
  choose({ line: [a, b] });
  [a, b].forEach(ensureDrawn);
  focusOn([a, b], [pairId(a, b)]);
  redraw();
  showLine(a, b);
  say(`${nameOf(a)} and ${nameOf(b)}: evidence shown`);
  reveal([a, b]);
  remember();
}

function chooseCard(number) {
  choose({ card: number });
  const { entities, statements } = graph.cards[number];
  if (state.table) toggleTable();
  entities.forEach(ensureDrawn);
  const ends = statements.map((row) => graph.statements[row]).flatMap((s) => s.joins).filter(({ source, target }) => drawnNow.has(source) && drawnNow.has(target));
  focusOn([...entities, ...ends.flatMap(({ source, target }) => [source, target])], ends.map(({ source, target }) => pairId(source, target)));
  redraw();
  showCard(number);
  say(graph.cards[number].title);
  reveal(entities);
  remember();
}

function chooseSentence(number) {
  choose({ sentence: number });
  const told = graph.statements.filter((s) => s.evidence.some(([sentence]) => sentence === number));
  const ends = told.flatMap((s) => s.joins).filter(({ source, target, aside }) => !aside && drawnNow.has(source) && drawnNow.has(target));
  focusOn(ends.flatMap(({ source, target }) => [source, target]), ends.map(({ source, target }) => pairId(source, target)));
  redraw();
  showSentence(number, told);
  say(`${many(told.length, "statement")} in this sentence`);
  remember();
}

function choosePath(from, to) {
  const path = connect(from, to);
  if (!path.length) {
    say(`No statement in view connects ${nameOf(from)} with ${nameOf(to)}`);
    return;
  }
  choose({ path });
  path.forEach(ensureDrawn);
  focusOn(path, path.slice(1).map((node, at) => pairId(node, path[at])));
  redraw();
  showPath(path);
  say(`A path of ${many(path.length - 1, "step")}`);
  reveal(path);
  remember();
}

function clear() {
  const held = panel.contains(document.activeElement);
  choose({});
  focusOn(null, null);
  panel.hidden = true;
  el("start").hidden = !el("filters").hidden;
  redraw();
  summary();
  remember();
  // Whoever comes from the evidence goes on from the picture or the search, not from the top of the page.
  if (held) (state.table ? el("table") : box).focus({ preventScroll: true });
}

// Brings what was chosen into the picture where it lies outside of it.
function reveal(ids) {
  const out = ids.some((id) => {
    if (!nodes.get(id)) return false;
    const { x, y } = network.canvasToDOM(shape.get(id));
    return x < 20 || y < 20 || x > box.clientWidth - 20 || y > box.clientHeight - 20;
  });
  if (out && ids.length > 1) fit(ids);
  else if (out) network.moveTo({ position: shape.get(ids[0]), animation: calm ? false : { duration: 250 } });
}

// The canvas changes its size with the window; a picture that nobody moved is laid out anew in it.
function settle() {
  if (state.table) return;
  network.setSize("100%", "100%");
  if (laidOut !== `${box.clientWidth} ${box.clientHeight}`) { rebuild(); redraw(); }
  network.redraw();
  if (!moved) fit();
}

// First view, then what was opened, in the order in which it was: always the same picture.
function rebuild() {
  const opened = state.opened;
  reset();
  for (const id of state.hidden) drawnNow.delete(id);
  state.opened = [];
  for (const id of opened) { ensureDrawn(id); expand(id); }
  const chosen = [state.entity, ...(state.line ?? []), ...state.path].filter((id) => id !== null);
  for (const id of chosen) ensureDrawn(id);
}

// Opening and closing keep what is chosen, and show all that is drawn where some of it would lie outside.
function openNode(number) {
  if (!expand(number).length) { chooseEntity(number); return; }
  moved = false;
  chooseEntity(number);
  fit();
  legend();
  say(`${nameOf(number)}: ${many(added.get(number).length, "neighbour")} more`);
}

function closeNode(number) {
  collapse(number);
  chooseEntity(number);
  fit();
  legend();
}

function hideNode(number) {
  state.hidden.add(number);
  drawnNow.delete(number);
  clear();
  chips();
}

function unpinNode(number) {
  state.pins.delete(number);
  arrange();
  nodes.update({ id: number, x: shape.get(number).x, y: shape.get(number).y });
  chooseEntity(number);
}

// -- search --------------------------------------------------------------------------------------------------------

const input = el("box"), listbox = el("suggestions");
let offered = [], marker = -1;

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

// -- tools ---------------------------------------------------------------------------------------------------------

function toggle(name, sheet, open = el(sheet).hidden) {
  for (const [b, s] of [["path", "pathform"], ["export", "exports"], ["filter", "filters"]]) {
    if (b === name || (b !== "filter" && open)) {
      el(s).hidden = b === name ? !open : true;
      el(b).setAttribute("aria-expanded", String(!el(s).hidden));
    }
  }
  if (name !== "filter") return;
  el("start").hidden = open || !panel.hidden;
  if (open && !panel.hidden) { panel.hidden = true; }
  else if (!open && (state.entity !== null || state.line || state.path.length || state.card !== null || state.sentence !== null)) panel.hidden = false;
  el("start").hidden = open || !panel.hidden;
  buildFilters();
  if (open) stop("half");
}

const named = (text) => search(text, 1)[0];

el("fit").addEventListener("click", () => { moved = false; fit(); });
el("closer").addEventListener("click", () => zoom(1.3));
el("farther").addEventListener("click", () => zoom(1 / 1.3));
el("undo").addEventListener("click", () => undo());
el("story").addEventListener("click", () => tell());
el("filter").addEventListener("click", () => toggle("filter", "filters"));
el("list").addEventListener("click", toggleTable);
function offerNames() {
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

// The cards in their order, one after the other.
function tell() {
  if (graph.cards.length) chooseCard(state.card === null ? 0 : (state.card + 1) % graph.cards.length);
}

function save(name, blob) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  toggle("export", "exports", false);
  say(`Saved ${name}`);
}

const chosen = () => state.entity !== null ? inView.filter((s) => graph.entities[state.entity].statements.includes(s))
  : state.line ? between(inView, ...state.line) : inView;

el("csv").addEventListener("click", () => save("statements.csv", new Blob(["\ufeff", toCsv(chosen())], { type: "text/csv;charset=utf-8" })));
el("png").addEventListener("click", () => {
  const source = box.querySelector("canvas");
  const picture = h("canvas", { width: source.width, height: source.height });
  const context = picture.getContext("2d");
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(source, 0, 0);
  picture.toBlob((blob) => save("graph.png", blob));
});
el("sparql").addEventListener("click", () => {
  copy(toSparql(chosen(), state.entity === null ? "" : nameOf(state.entity)), "The query is on the clipboard");
  toggle("export", "exports", false);
});

function setTheme(dark) {
  state.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  el("theme").setAttribute("aria-pressed", String(dark));
  readColours();
  redraw();
}
el("theme").addEventListener("click", () => { state.themed = true; setTheme(!state.dark); remember(); });

// A phone's sheet stops at a glance, at half of the screen, or takes it all.
const STOPS = ["peek", "half", "full"];
function stop(name) {
  if (document.body.dataset.sheet === name) return;
  document.body.dataset.sheet = name;
  if (upright) requestAnimationFrame(settle);
}
el("stop").addEventListener("click", () => { stop(STOPS[(STOPS.indexOf(document.body.dataset.sheet) + 1) % STOPS.length]); });

function summary() {
  const about = new Set(inView.flatMap((s) => s.documents));
  const others = inView.filter((s) => !s.fact).length;
  const behind = new Set([...drawnPairs.values()].flatMap((pair) => pair.statements).flatMap((s) => s.documents)).size;
  say(`${many(nodes.length, "name")} drawn · ${many(inView.length, "statement")} in view, ${others} of them denied, wanted or possible · ${behind} of ${many(about.size, "article")} on the picture`);
}

// -- the picture answers -------------------------------------------------------------------------------------------

network.on("click", ({ pointer }) => {
  const { node, line } = under(pointer.DOM);
  if (node !== undefined) chooseEntity(node);
  else if (line !== undefined) chooseLine(...line.split("~").map(Number));
  else if (!panel.hidden) clear();
});
network.on("doubleClick", ({ pointer }) => {
  const { node } = under(pointer.DOM);
  if (node !== undefined) openNode(node);
});
box.addEventListener("pointermove", (event) => {
  if (event.buttons) return;
  const { left, top } = box.getBoundingClientRect();
  const { node, line } = under({ x: event.clientX - left, y: event.clientY - top });
  box.classList.toggle("pointing", node !== undefined || line !== undefined);
  if ((node ?? null) === focus.hover) return;
  focus.hover = node ?? null;
  // A name that stands somewhere stays there: it must not run away from the pointer.
  focus.unnamed = labelBoxes.some((area) => area.node === focus.hover) ? null : focus.hover;
  network.redraw();
});
network.on("dragEnd", ({ nodes: dragged }) => {
  for (const id of dragged) {
    const at = network.getPosition(id);
    state.pins.set(id, { x: Math.round(at.x), y: Math.round(at.y) });
    shape.set(id, { ...shape.get(id), ...state.pins.get(id) });
  }
  moved = true;
  if (dragged.length) remember();
});
network.on("dragging", ({ nodes: dragged }) => {
  for (const id of dragged) shape.set(id, { ...shape.get(id), ...network.getPosition(id) });
});
network.on("zoom", () => { moved = true; });

function pan(x, y) {
  const at = network.getViewPosition(), scale = network.getScale();
  moved = true;
  network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } });
}
function zoom(by) { moved = true; network.moveTo({ scale: network.getScale() * by }); }

// The next name in the direction of an arrow: near, and not far aside of it.
function step(x, y) {
  const from = focus.cursor ?? state.entity;
  const ids = nodes.getIds();
  if (from === null || !nodes.get(from)) return ids.sort((a, b) => graph.entities[b].degree - graph.entities[a].degree || a - b)[0];
  const at = shape.get(from);
  const cost = (id) => {
    const dx = shape.get(id).x - at.x, dy = shape.get(id).y - at.y;
    const along = dx * x + dy * y, aside = Math.abs(dx * y) + Math.abs(dy * x);
    return along <= 4 ? Infinity : along + 2.2 * aside;
  };
  const [best] = ids.filter((id) => id !== from).sort((a, b) => cost(a) - cost(b) || a - b);
  return best !== undefined && cost(best) < Infinity ? best : from;
}
box.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (way && event.shiftKey) { event.preventDefault(); pan(60 * way[0], 60 * way[1]); return; }
  if (way && nodes.length) {
    event.preventDefault();
    focus.cursor = step(...way);
    reveal([focus.cursor]);
    redraw();
    say(`${nameOf(focus.cursor)}, ${graph.entities[focus.cursor].type}, ${many(neighbours(focus.cursor).length, "neighbour")}`);
  }
  const at = focus.cursor ?? state.entity;
  if (event.key === "Enter" && at !== null) { chooseEntity(at); panel.focus({ preventScroll: true }); }
  if ("+=".includes(event.key)) { if (at !== null) openNode(at); else zoom(1.25); }
  if (event.key === "-") zoom(0.8);
  if (event.key === "Backspace" && at !== null && added.has(at)) { event.preventDefault(); closeNode(at); }
});
box.addEventListener("blur", () => { if (focus.cursor !== null) { focus.cursor = null; redraw(); } });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const [name, sheet] of [["path", "pathform"], ["export", "exports"], ["filter", "filters"]]) {
      if (!el(sheet).hidden) { toggle(name, sheet, false); el(name).focus(); return; }
    }
    clear();
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "z") { event.preventDefault(); undo(); }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const command = { "/": () => input.focus(), 0: () => el("fit").click(), p: () => el("path").click(), f: () => el("filter").click(), t: toggleTable }[event.key]
    ?? (event.key === " " && !event.target.closest("button, summary, #panel, #table") ? tell : undefined);
  if (command) { event.preventDefault(); command(); }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#exports, #export") && !el("exports").hidden) toggle("export", "exports", false);
});
addEventListener("resize", () => requestAnimationFrame(settle));

// -- the view in the address ---------------------------------------------------------------------------------------

const idOf = (node) => graph.entities[node].id;
const past = [];
let current = null, recalling = false, pushes = true;

function address() {
  const parts = new URLSearchParams();
  if (state.entity !== null) parts.set("entity", idOf(state.entity));
  if (state.line) parts.set("line", state.line.map(idOf).join("~"));
  if (state.path.length) parts.set("path", [state.path[0], state.path.at(-1)].map(idOf).join("~"));
  if (state.card !== null) parts.set("card", String(state.card + 1));
  if (state.sentence !== null) parts.set("sentence", String(state.sentence + 1));
  if (state.opened.length) parts.set("open", state.opened.map(idOf).join("~"));
  if (state.hidden.size) parts.set("hide", [...state.hidden].map(idOf).join("~"));
  for (const [id, { x, y }] of state.pins) parts.append("pin", `${idOf(id)}~${x}~${y}`);
  if (state.since) parts.set("since", state.since);
  if (state.until) parts.set("until", state.until);
  if (state.table) parts.set("view", "table");
  if (state.themed) parts.set("theme", state.dark ? "dark" : "light");
  for (const [facet, values] of Object.entries(counts)) {
    if (!off[facet].size) continue;
    // Whichever list is the shorter one.
    const on = values.map(([value]) => value).filter((value) => !off[facet].has(value));
    if (on.length && on.length < off[facet].size) on.forEach((value) => parts.append(`only-${facet}`, value));
    else off[facet].forEach((value) => parts.append(`not-${facet}`, value));
  }
  return `#${parts}`;
}

// Each choice is a step that Back and undo lead back from.
function remember() {
  const hash = address();
  if (recalling || hash === current) return;
  if (current !== null) past.push(current);
  current = hash;
  try {
    history[past.length ? "pushState" : "replaceState"](null, "", hash);
  } catch {
    // A frame made from text has no address of its own.
    pushes = false;
  }
}

function undo() {
  if (!past.length) { say("Nothing to undo"); return; }
  if (pushes) history.back();
  else recall(past.pop());
}

function recall(hash) {
  recalling = true;
  const parts = new URLSearchParams(hash.slice(1));
  const ids = (name) => (parts.get(name) ?? "").split("~").map((id) => graph.entityById.get(id)?.index);
  for (const [facet, values] of Object.entries(counts)) {
    const only = new Set(parts.getAll(`only-${facet}`)), not = new Set(parts.getAll(`not-${facet}`));
    off[facet] = new Set(values.map(([value]) => value).filter((value) => not.has(value) || (only.size && !only.has(value))));
  }
  if (parts.has("theme")) { state.themed = true; state.dark = parts.get("theme") === "dark"; }
  choose({
    since: parts.get("since") ?? "", until: parts.get("until") ?? "",
    opened: ids("open").filter((id) => id !== undefined), hidden: new Set(ids("hide").filter((id) => id !== undefined)),
    pins: new Map(parts.getAll("pin").map((pin) => pin.split("~")).filter(([id]) => graph.entityById.has(id)).map(([id, x, y]) => [graph.entityById.get(id).index, { x: Number(x) || 0, y: Number(y) || 0 }])),
  });
  refilter();
  // What stands above and beneath the picture comes first: it takes of its height.
  chips();
  timeline();
  rebuild();
  setTheme(state.dark);
  pressArticles();
  buildFilters();
  const entity = graph.entityById.get(parts.get("entity"));
  const [a, b] = ids("line"), [from, to] = ids("path");
  const card = Number(parts.get("card")) - 1, sentence = Number(parts.get("sentence")) - 1;
  if (entity) chooseEntity(entity.index);
  else if (a !== undefined && b !== undefined) chooseLine(a, b);
  else if (from !== undefined && to !== undefined) choosePath(from, to);
  else if (graph.cards[card]) chooseCard(card);
  else if (graph.sentences[sentence]) chooseSentence(sentence);
  else clear();
  if ((parts.get("view") === "table") !== state.table) toggleTable();
  settle();
  legend();
  recalling = false;
  current = address();
}

addEventListener("popstate", () => {
  if (location.hash !== current) past.pop();
  recall(location.hash);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => { if (!state.themed) setTheme(event.matches); });

start();
stop("peek");
recall(location.hash);
stop("peek");
network.once("afterDrawing", () => { window.__ready = true; });
if (state.table) window.__ready = true;
network.redraw();
