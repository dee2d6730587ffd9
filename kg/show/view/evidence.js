// What is behind a choice: who says what, in which words.

const panel = el("panel");

// Elements are made of text nodes only: nothing that an article says is ever read as markup.
function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") node.addEventListener("click", value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const button = (attributes, ...children) => h("button", { type: "button", ...attributes }, ...children);

// The sentence with its spans marked; a span inside another is marked inside it.
function marked(text, spans, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  const sorted = spans.slice().sort((a, b) => a.start - b.start || b.end - a.end);
  while (sorted.length) {
    const span = sorted.shift();
    const start = Math.max(span.start, at), end = Math.min(span.end, to);
    if (start >= end) continue;
    parts.push(text.slice(at, start));
    const inside = [];
    while (sorted.length && sorted[0].start < end) inside.push(sorted.shift());
    parts.push(h("mark", { class: span.part, title: span.part }, marked(text, inside, start, end)));
    // What runs past the end of the outer span goes on after it.
    for (const span of inside) if (span.end > end) sorted.unshift({ ...span, start: end });
    at = end;
  }
  parts.push(text.slice(at, to));
  return parts;
}

const isLink = (source) => /^https?:\/\//.test(source ?? "");
const outlet = ({ source }) => isLink(source) ? new URL(source).hostname.replace(/^www\./, "") : source ?? "";

function footnote(text, article) {
  return `“${text}” ${[article.title, outlet(article), article.date, isLink(article.source) ? article.source : article.id].filter(Boolean).join(", ")}.`;
}

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    say(said);
  } catch {
    // No clipboard in a frame or on file:// of some browsers: the text is shown to be copied by hand.
    show(h("h2", {}, "Copy this"), h("textarea", { readonly: true, rows: "24", "aria-label": "Text to copy" }, text));
    panel.querySelector("textarea").select();
  }
}

function quote([sentence, ...spans]) {
  const { text, document: number } = graph.sentences[sentence];
  const article = graph.documents[number];
  const parts = ["subject", "relation", "object"].flatMap((part, at) => spans[at] ? [{ part, start: spans[at][0], end: spans[at][1] }] : []);
  return h("figure", {},
    h("blockquote", { cite: article.iri }, marked(text, parts)),
    h("figcaption", {}, isLink(article.source) ? h("a", { href: article.source, rel: "noopener noreferrer", target: "_blank" }, article.title) : h("cite", {}, article.title),
      article.title !== article.id && ` · ${article.id}`, article.date && ` · ${article.date}`, " ",
      button({ class: "small", "aria-label": `Copy as footnote: ${article.title}`, title: "Copy as footnote", onclick: () => copy(footnote(text, article), "The quote is on the clipboard") }, "copy")));
}

const chip = (statement) => h("span", { class: `chip ${statement.manner}` }, statement.fact ? "told as fact" : statement.stance);
const jump = (number) => button({ class: "entity", onclick: () => chooseEntity(number) }, nameOf(number));
const mention = (node) => Number.isInteger(node) ? jump(node) : h("span", {}, nameOf(node));

function target(statement) {
  const { object } = statement;
  if (Number.isInteger(object)) return jump(object);
  if (typeof object === "string" && object.startsWith("st:")) {
    const inner = graph.byId.get(object.slice(3));
    if (inner) return h("span", { class: "inner" }, triple(inner), " ", chip(inner));
  }
  return h("span", { class: "literal" }, statement.label || nameOf(object));
}

const triple = (statement) => [jump(statement.subject), " ", h("span", { class: "relation" }, statement.relation), " ", target(statement)];

// A part that is made only when it is opened: a long list costs nothing until then.
function folded(title, make, attributes = {}) {
  const details = h("details", attributes, h("summary", {}, title));
  details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(...[make()].flat()); });
  return details;
}

function howRead(statement) {
  const pair = (name, value) => h("div", {}, h("dt", {}, `${name}: `), h("dd", {}, value));
  return h("details", { class: "how" }, h("summary", {}, "how it was read"), h("dl", {},
    pair("polarity", statement.polarity),
    pair("modality", statement.modality),
    statement.certainty !== "Certain" && pair("certainty", statement.certainty),
    statement.event && pair("event", statement.event.toLowerCase()),
    pair("confidence", statement.confidence.toFixed(2)),
    statement.unbound.length > 0 && pair("not told who or what", statement.unbound.join(", ")),
    pair("rule", statement.rule)));
}

function voice(statement) {
  const speaker = statement.by.length
    ? statement.by.flatMap((node, at) => [at ? ", quoting " : null, mention(node)])
    : [h("span", {}, NARRATOR)];
  const [first, ...rest] = statement.evidence;
  return h("div", { class: "voice" },
    h("p", { class: "stance" }, chip(statement), " by ", h("span", { class: "speaker" }, speaker)),
    first && quote(first),
    rest.length > 0 && folded(many(rest.length, "more quote"), () => rest.map(quote), { class: "rest" }),
    statement.roles.length > 0 && h("dl", {}, statement.roles.map(([role, node]) => h("div", {}, h("dt", {}, `${role}: `), h("dd", {}, mention(node))))),
    howRead(statement));
}

const backing = (statements) => new Set(statements.filter((s) => s.fact).flatMap((s) => s.documents)).size;

// One voice stands open, and one that denies what it says; the others are a click away.
function spoken(group) {
  const against = group.find((s, at) => at > 0 && s.manner === "denied");
  const rest = group.slice(1).filter((s) => s !== against);
  return [voice(group[0]), against && voice(against), rest.length > 0 && folded(many(rest.length, "more voice"), () => rest.map(voice), { class: "rest" })];
}

// All that is said about one triple, the voices for and against it together.
function cards(statements, most = 5, keepOrder = false) {
  const groups = new Map();
  for (const s of statements) {
    const key = JSON.stringify([s.subject, s.predicate, s.object]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(s);
  }
  const sorted = [...groups.values()].map((group) => group.sort((a, b) => b.fact - a.fact || b.documents.length - a.documents.length));
  if (!keepOrder) sorted.sort((a, b) => b[0].isLine - a[0].isLine || b[0].fact - a[0].fact || backing(b) - backing(a) || b.length - a.length || a[0].index - b[0].index);
  const render = (group) => h("article", { class: "card" },
    h("h3", {}, triple(group[0])),
    backing(group) > 1 && h("p", { class: "facts" }, `told as fact in ${many(backing(group), "article")}`),
    group.some((s) => s.disputes.length) && h("p", { class: "disputed" }, "Disputed: the sources do not agree."),
    spoken(group));
  const shown = sorted.slice(0, most).map(render);
  const next = (from) => {
    if (from >= sorted.length) return [];
    const more = button({ class: "more", onclick: () => more.replaceWith(...sorted.slice(from, from + 20).map(render), ...next(from + 20)) }, `Show ${many(sorted.length - from, "more statement")}`);
    return [more];
  };
  return [...shown, ...next(most)];
}

const key = () => h("p", { class: "key", "aria-label": "Marks" }, h("mark", { class: "subject" }, "subject"), " ", h("mark", { class: "relation" }, "relation"), " ", h("mark", { class: "object" }, "object"));

function show(...content) {
  panel.replaceChildren(
    button({ class: "close", "aria-label": "Close evidence", title: "Close (Esc)", onclick: () => { clear(); } }, "×"),
    ...content.flat().filter(Boolean));
  panel.hidden = false;
  el("start").hidden = true;
  if (!el("filters").hidden) toggle("filter", "filters", false);
  el("column").scrollTop = 0;
  stop("half");
}

// Its strongest ties in a sentence each, with how often they are told; each leads to the pair.
function inShort(number) {
  const ties = new Map();
  for (const s of inView) {
    for (const { source, target, words, aside, loose } of s.joins) {
      if (aside || (source !== number && target !== number)) continue;
      const other = source === number ? target : source;
      if (!ties.has(other)) ties.set(other, { other, statements: new Set(), words: new Map(), documents: new Set() });
      const tie = ties.get(other);
      tie.statements.add(s);
      s.documents.forEach((d) => tie.documents.add(d));
      const said = `${s.fact ? "" : `${s.stance}: `}${words}`;
      if (!loose) tie.words.set(said, (tie.words.get(said) ?? 0) + (s.fact ? 2 : 1));
    }
  }
  const best = [...ties.values()].sort((a, b) => b.documents.size - a.documents.size || b.statements.size - a.statements.size || a.other - b.other).slice(0, 5);
  return best.length > 0 && h("ul", { class: "short", "aria-label": "In short", role: "list" }, best.map((tie) => {
    const words = [...tie.words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 2).map(([said]) => said);
    const tally = MANNERS.map((name) => [name, [...tie.statements].filter((s) => s.manner === name).length]).filter(([, n]) => n);
    return h("li", {}, button({ class: "tie", onclick: () => chooseLine(number, tie.other) },
      h("strong", {}, nameOf(tie.other)), words.length > 0 && ` ${words.join(", ")}`,
      h("span", { class: "count" }, `${many(tie.statements.size, "statement")} in ${many(tie.documents.size, "article")}`), bar(tally)));
  }));
}

// A bar of stances: grey told as fact, violet wanted or possible, red denied.
function bar(tally) {
  const total = tally.reduce((sum, [, n]) => sum + n, 0);
  const words = { fact: "told as fact", said: "said by others", unreal: "wanted or possible", denied: "denied" };
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("class", "bar");
  picture.setAttribute("viewBox", "0 0 100 4");
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", tally.map(([name, n]) => `${n} ${words[name]}`).join(", "));
  let at = 0;
  for (const [name, n] of tally) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [attribute, value] of Object.entries({ x: at, y: 0, width: 100 * n / total, height: 4, class: name })) part.setAttribute(attribute, value);
    picture.append(part);
    at += 100 * n / total;
  }
  return picture;
}

// Parts of a choice, one of which is open: what is said of it, what it says, what is disputed.
function tabs(parts) {
  const there = parts.filter(([, statements]) => statements.length);
  if (!there.length) return [];
  const body = h("div", { id: "told", role: "tabpanel", "aria-labelledby": "tab0", tabindex: "0" });
  const open = (at) => {
    heads.forEach((head, number) => { head.setAttribute("aria-selected", String(number === at)); head.tabIndex = number === at ? 0 : -1; });
    body.setAttribute("aria-labelledby", `tab${at}`);
    body.replaceChildren(...cards(there[at][1]));
  };
  const heads = there.map(([title, statements], at) => button({ role: "tab", id: `tab${at}`, "aria-controls": "told", onclick: () => open(at) }, title, h("span", { class: "count" }, String(statements.length))));
  const list = h("div", { role: "tablist", "aria-label": "Evidence", class: "tabs" }, heads);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (heads.indexOf(document.activeElement) + step + heads.length) % heads.length;
    open(next);
    heads[next].focus();
  });
  open(0);
  return [list, body];
}

function showEntity(number) {
  const entity = graph.entities[number];
  const says = entity.statements.filter((s) => s.by.includes(number));
  const about = entity.statements.filter((s) => s.subject === number || s.object === number || (!s.by.includes(number)));
  const disputed = entity.statements.filter((s) => s.disputes.length || s.manner === "denied");
  const facts = about.filter((s) => s.fact).length;
  const hidden = hiddenOf(number);
  show(
    h("p", { class: `kind ${entity.kind}` }, entity.type),
    h("h2", {}, entity.label),
    entity.aliases.length > 0 && h("p", { class: "aliases" }, "also ", entity.aliases.slice(0, 8).join(" · ")),
    h("p", { class: "facts" }, `in ${many(entity.articles, "article")} · ${many(facts, "fact")}`, about.length > facts && `, ${many(about.length - facts, "other statement")}`,
      Number.isInteger(entity.of) && [" · of ", jump(entity.of)],
      /^Q\d+$/.test(entity.link ?? "") && [" · ", h("a", { href: `https://www.wikidata.org/wiki/${entity.link}`, rel: "noopener noreferrer", target: "_blank" }, `Wikidata ${entity.link}`)]),
    h("p", { class: "actions" },
      hidden > 0 && button({ class: "more", onclick: () => openNode(number) }, `Draw ${many(hidden, "more neighbour")}`),
      added.has(number) && button({ class: "more", onclick: () => closeNode(number) }, "Take them away"),
      button({ class: "more", onclick: () => hideNode(number) }, "Hide"),
      state.pins.has(number) && button({ class: "more", onclick: () => unpinNode(number) }, "Unpin"),
      button({ class: "more", onclick: () => { toggle("path", "pathform", true); el("from").value = entity.label; offerNames(); el("to").focus(); } }, "Path from here")),
    inShort(number),
    key(),
    tabs([["Said of it", about], ["Said by it", says], ["Disputed", disputed]]),
  );
}

function showLine(a, b) {
  const statements = between(graph.statements, a, b);
  const told = statements.filter((s) => s.subject === a || s.subject === b || s.object === a || s.object === b);
  show(h("h2", {}, nameOf(a), " – ", nameOf(b)),
    h("p", { class: "facts" }, `${many(statements.length, "statement")} in ${many(new Set(statements.flatMap((s) => s.documents)).size, "article")}`),
    bar(MANNERS.map((name) => [name, statements.filter((s) => s.manner === name).length]).filter(([, n]) => n)),
    key(), cards([...told, ...statements.filter((s) => !told.includes(s))], 8));
}

function showPath(path) {
  show(h("h2", {}, `From ${nameOf(path[0])} to ${nameOf(path.at(-1))}`), h("p", { class: "facts" }, many(path.length - 1, "step")), key(),
    path.slice(1).map((node, at) => [h("p", { class: "step" }, `Step ${at + 1}`), ...cards(between(inView, path[at], node), 3)]).flat());
}

function showCard(number) {
  const { kind, title, text, statements } = graph.cards[number];
  const step = (by) => chooseCard((number + by + graph.cards.length) % graph.cards.length);
  show(h("p", { class: "kind" }, `${kind} · ${number + 1} of ${graph.cards.length}`), h("h2", {}, title), h("p", { class: "facts" }, text),
    h("p", { class: "actions" }, button({ class: "more", onclick: () => step(-1) }, "← Before"), button({ class: "more", onclick: () => step(1) }, "Next →")),
    key(), cards(statements.map((row) => graph.statements[row]), 6, true));
}

function showSentence(number, told) {
  const { text, document: article } = graph.sentences[number];
  show(h("p", { class: "kind" }, "Sentence"), h("h2", { class: "part" }, graph.documents[article].title), told.length ? key() : h("blockquote", {}, text), cards(told, 6));
}

// -- where to start ------------------------------------------------------------------------------------------------

// So many articles stand above the cards where there are many more.
const ARTICLES = 6, SOME = 4;

function start() {
  const counted = graph.documents.map(() => ({ fact: 0, said: 0, unreal: 0, denied: 0 }));
  for (const s of graph.statements) for (const d of s.documents) counted[d][s.manner === "fact" && s.by.length ? "said" : s.manner] += 1;
  const total = (tally) => Object.values(tally).reduce((sum, n) => sum + n, 0);
  const row = (article) => {
    const tally = counted[article.index];
    const facts = [outlet(article) || (article.title === article.id ? "" : article.id), article.date, many(total(tally), "statement")].filter(Boolean).join(" · ");
    return h("li", {}, button({ class: "article", "aria-pressed": "false", title: article.title, onclick: () => onlyArticle(article) },
      h("span", { class: "headline" }, article.title), h("span", { class: "count" }, facts), bar(Object.entries(tally).filter(([, n]) => n))));
  };
  const sorted = graph.documents.length > ARTICLES ? graph.documents.slice().sort((a, b) => total(counted[b.index]) - total(counted[a.index]) || a.index - b.index) : graph.documents;
  const few = graph.documents.length > ARTICLES ? SOME : ARTICLES;
  const list = h("ul", { class: "articles", role: "list" }, sorted.slice(0, few).map(row));
  const rest = sorted.slice(few);
  const more = (from) => rest.length > from && button({ class: "more", onclick: (event) => {
    list.append(...rest.slice(from, from + 50).map(row));
    event.currentTarget.replaceWith(...[more(from + 50)].filter(Boolean));
  } }, `Show ${many(rest.length - from, "more article")}`);
  el("start").replaceChildren(...[
    h("h2", {}, "In these articles"), list, more(0),
    graph.cards.length > 0 && h("h2", {}, "Start here"),
    graph.cards.length > 0 && h("ol", { class: "cards", role: "list" }, graph.cards.map((card, at) => h("li", {}, button({ class: "tale", onclick: () => chooseCard(at) },
      h("span", { class: "tag" }, card.kind), h("span", { class: "headline" }, card.title), h("span", { class: "count" }, card.text))))),
  ].filter(Boolean));
}

function onlyArticle(article) {
  const isOnly = counts.article.every(([value]) => off.article.has(value) !== (value === article.title));
  setAll("article", (value) => isOnly || value === article.title);
}

// Which articles are in view, said at their rows too.
function pressArticles() {
  for (const one of el("start").querySelectorAll(".article")) one.setAttribute("aria-pressed", String(off.article.size > 0 && !off.article.has(one.title)));
}
