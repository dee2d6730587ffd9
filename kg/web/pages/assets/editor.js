"use strict";
// The editor: it completes prefixes, terms of the ontology and names of the graph, and marks the line of an error.

const KEYWORDS = "SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE FROM GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES EXISTS NOT COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT GROUP BY HAVING ORDER DESC LIMIT OFFSET LCASE CONTAINS STRSTARTS STR LANG DATATYPE REGEX YEAR".split(" ");
const MOST_HINTS = 20, PAUSE = 140;

// Its own completers would ask prefix.cc and Linked Open Vocabularies.
Yasqe.defaults.autocompleters = [];

// What its grammar calls the terms; of what it lists, the rest are words as one writes them.
const TOKENS = { VAR1: "?variable", VAR2: "$variable", IRI_REF: "<IRI>", PNAME_LN: "prefix:name", PNAME_NS: "prefix:", INTEGER: "a number", STRING_LITERAL1: '"words"', BLANK_NODE_LABEL: "_:node" };
const MOST_EXPECTED = 12;

function expected({ errorMsg, possibleCurrent = [] }) {
  const named = possibleCurrent.map((name) => TOKENS[name] ?? name).filter((name) => !/^[A-Z]+(?:_[A-Z0-9]+)+$|^[A-Z_]+\d$|^(?:DECIMAL|DOUBLE)/.test(name));
  return errorMsg ?? `SPARQL cannot go on like this. Here may stand ${[...new Set(named)].slice(0, MOST_EXPECTED).join("  ")}${named.length > MOST_EXPECTED ? " …" : ""}`;
}

// In place of its own, whose tooltip is made of markup with styles in it.
Yasqe.prototype.checkSyntax = function checkSyntax() {
  this.queryValid = true;
  this.clearGutter("gutterErrorBar");
  const doc = this.getDoc();
  for (let line = 0; line < doc.lineCount() && this.queryValid; line += 1) {
    const { state } = this.getTokenAt({ line, ch: doc.getLine(line).length }, true);
    this.setOption("queryType", state.queryType);
    if (state.OK === false) {
      this.queryValid = false;
      const message = expected(state);
      this.setGutterMarker(line, "gutterErrorBar", h("span", { class: "gutter-error", title: message, role: "img", "aria-label": message }, "!"));
    }
  }
};

const quoted = (words) => `"${words.replace(/[\\"\n\r]/g, (sign) => ({ "\\": "\\\\", '"': '\\"', "\n": " ", "\r": " " })[sign])}"`;

// Where names of a kind stand, and what they are called by.
const NAMED = {
  e: "GRAPH g:entities { ?x rdfs:label|skos:altLabel ?name }",
  ev: "GRAPH g:entities { ?x rdfs:label ?name }",
  doc: "?x a kg:Document ; rdfs:label ?name .",
  rel: "GRAPH g:ontology { ?x a kg:OpenRelation ; rdfs:label ?name }",
};
const heard = new Map();

// Things by the beginning of a name, or by all of it; short names first.
async function lookup(kind, words, { whole = false } = {}) {
  const key = `${kind} ${whole} ${words}`;
  if (!heard.has(key)) {
    const lower = words.toLowerCase();
    const fits = whole ? `LCASE(STR(?name)) = ${quoted(lower)}` : `STRSTARTS(LCASE(STR(?name)), ${quoted(lower)})`;
    heard.set(key, rowsOf(`SELECT ?x (SAMPLE(?name) AS ?called) (MIN(STRLEN(?name)) AS ?length) WHERE { ${NAMED[kind]}
      FILTER(${fits} && STRSTARTS(STR(?x), ${quoted(data.prefixes[kind])})) } GROUP BY ?x ORDER BY ?length ?called LIMIT ${MOST_HINTS}`)
      .then((rows) => rows.map(({ x, called }) => ({ iri: x.value, label: called.value }))));
  }
  try {
    return await heard.get(key);
  } catch {
    heard.delete(key);
    return [];
  }
}

const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

const hint = (text, label, note = "") => ({
  text,
  render: (node) => node.append(h("span", { class: "hint-name" }, text), label && h("span", { class: "hint-label" }, label), note && h("span", { class: "hint-note" }, note)),
});

function termHints(words) {
  const wanted = words.toLowerCase();
  const score = ([name, , label]) => {
    const local = name.slice(3).toLowerCase();
    return local === wanted ? 0 : local.startsWith(wanted) ? 1 : label.toLowerCase().startsWith(wanted) ? 2 : local.includes(wanted) || label.toLowerCase().includes(wanted) ? 3 : 9;
  };
  return data.terms.map((term) => [score(term), term]).filter(([s]) => s < 9)
    .sort(([s, a], [t, b]) => s - t || (b[1] === "relation") - (a[1] === "relation") || a[0].length - b[0].length || order.compare(a[0], b[0]))
    .slice(0, 60).map(([, [name, kind, label, definition]]) => hint(name, label, `${kind}. ${definition}`));
}

let turn = 0;

async function nameHints(kind, words) {
  const mine = ++turn;
  await wait(PAUSE);
  if (mine !== turn) return [];
  const found = await lookup(kind, words.replaceAll("_", " "));
  return mine === turn ? found.map(({ iri, label }) => hint(inQuery(iri), label)) : [];
}

async function hintsFor(word, text, isAsked) {
  if (/^[?$]/.test(word)) {
    const names = new Set((text.match(/[?$]\w+/g) ?? []).filter((name) => name.startsWith(word) && name !== word));
    return [...names].sort().map((name) => hint(name));
  }
  const colon = word.indexOf(":");
  const prefix = word.slice(0, Math.max(colon, 0)), local = word.slice(colon + 1);
  if (colon >= 0 && prefix === "kg") return termHints(local);
  if (colon >= 0) return NAMED[prefix] ? nameHints(prefix, local) : [];
  if (!word && !isAsked) return [];
  const lower = word.toLowerCase();
  const prefixes = Object.entries(data.prefixes).filter(([name]) => name.startsWith(lower)).map(([name, namespace]) => hint(`${name}:`, "", namespace));
  const keywords = word ? KEYWORDS.filter((name) => name.startsWith(word.toUpperCase()) && name !== word.toUpperCase()).map((name) => hint(name)) : [];
  const more = isAsked && word.length > 1 ? [...termHints(word).slice(0, 10), ...await nameHints("e", word)] : [];
  return [...prefixes, ...keywords, ...more];
}

async function complete(editor, isAsked) {
  const cursor = editor.getDoc().getCursor();
  const kind = editor.getTokenTypeAt(cursor);
  if (kind === "comment" || kind === "string") return null;
  const before = editor.getDoc().getLine(cursor.line).slice(0, cursor.ch);
  const [word] = /(?:[?$]\w*|[\p{L}\p{N}_-]*(?::[\p{L}\p{N}_.%-]*)?)$/u.exec(before);
  const list = await hintsFor(word, editor.getValue(), isAsked);
  return { list, from: { line: cursor.line, ch: cursor.ch - word.length }, to: cursor };
}

function offer(editor, isAsked) {
  editor.showHint({ hint: (cm) => complete(cm, isAsked), completeSingle: false, closeCharacters: /[\s()[\]{};>,]/, alignWithWord: true });
}

function makeEditor(run) {
  const area = el("query"), holder = el("editor"), text = area.value;
  area.remove();
  const editor = new Yasqe(holder, {
    autocompleters: [],
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    screenReaderLabel: "SPARQL query",
    foldGutter: false,
    gutters: ["gutterErrorBar", "CodeMirror-linenumbers"],
    // Tab leads out of the editor, as it does everywhere on the page.
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Space": () => offer(editor, true), "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false },
  });
  // Every prefix of the graph is declared for the user, whatever the query says.
  const mode = editor.getMode(), begin = mode.startState;
  mode.startState = (...given) => ({ ...begin(...given), prefixes: { ...data.prefixes } });
  editor.setValue(text);
  editor.on("inputRead", (cm, change) => {
    const typed = change.text.join("");
    if (/^[\p{L}\p{N}_:?$-]$/u.test(typed)) offer(editor, false);
  });
  return editor;
}

let marks = [];

function unmark(editor) {
  for (const undo of marks) undo();
  marks = [];
}

// Lines and columns count from 1.
function mark(editor, line, column, message, kind) {
  const at = Math.min(line, editor.getDoc().lineCount()) - 1;
  editor.addLineClass(at, "background", `line-${kind}`);
  marks.push(() => editor.removeLineClass(at, "background", `line-${kind}`));
  const end = editor.getDoc().getLine(at).slice(column - 1).search(/[\s;,{}()]|$/) || 1;
  const word = editor.getDoc().markText({ line: at, ch: column - 1 }, { line: at, ch: column - 1 + end }, { className: `word-${kind}`, title: message });
  marks.push(() => word.clear());
}
