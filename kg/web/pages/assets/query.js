"use strict";
// The query page: saved questions, running a query, its address.

for (const id of ["find", "keys", "share"]) el(id).hidden = false;
for (const node of document.querySelectorAll(".noscript-only")) node.hidden = true;

const editor = makeEditor(() => { run(); });
const status = (text) => { el("status").textContent = text; };
let running = null;

// -- running -------------------------------------------------------------------------------------------------------

const FORMATS = { CSV: "csv", TSV: "tsv", JSON: "json", XML: "xml" };
const GRAPH_FORMATS = { Turtle: "ttl", "N-Triples": "nt", "RDF/XML": "rdf" };
const LONGEST_LINK = 6000;

function download(sparql, format) {
  const address = `/sparql?${new URLSearchParams({ query: sparql, format })}`;
  const name = `answer.${format}`;
  if (address.length < LONGEST_LINK) return { href: address, download: name };
  const fetched = async (event) => {
    event.preventDefault();
    const response = await fetch("/sparql", { method: "POST", body: new URLSearchParams({ query: sparql, format }) });
    const link = h("a", { href: URL.createObjectURL(await response.blob()), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  return { href: "/sparql", onclick: fetched };
}

const downloads = (sparql, formats) => h("p", { class: "downloads" }, h("span", { class: "hint" }, "Download "),
  Object.entries(formats).flatMap(([words, format]) => [h("a", download(sparql, format), words), " "]));

async function warn(sparql) {
  if (sparql.length > LONGEST_LINK) return;
  const response = await fetch(`/check?${new URLSearchParams({ query: sparql })}`).catch(() => null);
  const found = response?.ok ? await response.json() : [];
  if (editor.getValue() !== sparql) return;
  el("warnings").replaceChildren(...found.map(({ line, column, name, nearest, message }) => {
    mark(editor, line, column, message, "warning");
    const replace = () => {
      const doc = editor.getDoc();
      doc.replaceRange(nearest, { line: line - 1, ch: column - 1 }, { line: line - 1, ch: column - 1 + name.length });
      run();
    };
    return h("p", { class: "warning" }, `Line ${line}: ${message}. `, nearest && h("button", { type: "button", class: "button", onclick: replace }, `Use ${nearest}`));
  }));
}

function fail(message) {
  const place = /line (\d+), column (\d+)/.exec(message);
  if (place) {
    mark(editor, Number(place[1]), Number(place[2]), message, "error");
    editor.scrollIntoView({ line: Number(place[1]) - 1, ch: 0 });
  }
  el("answer").replaceChildren(h("p", { class: "error", role: "alert" }, message));
  status(place ? `Error in line ${place[1]}` : "No answer");
}

// Relations that a query names tell which of the statements that join two things it was about.
const relationsIn = (sparql) => [...new Set(sparql.replace(/#.*/g, "").match(/\bkg:\w+/g) ?? [])]
  .filter((name) => data.terms.some(([term, kind]) => term === name && kind === "relation")).map((name) => `<${data.prefixes.kg}${name.slice(3)}>`);

async function answered(response, sparql, seconds) {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) {
    const text = await response.text();
    status(`Answered in ${seconds} s`);
    return [downloads(sparql, GRAPH_FORMATS), h("pre", { class: "turtle", tabindex: "0", role: "group", "aria-label": "Triples" }, text)];
  }
  const answer = await response.json();
  if (typeof answer.boolean === "boolean") {
    status(`Answered in ${seconds} s`);
    return [h("p", { class: "truth" }, answer.boolean ? "Yes" : "No")];
  }
  const count = answer.results.bindings.length;
  status(`${many(count, "row")} in ${seconds} s`);
  if (!count) return [h("p", { class: "facts" }, "Nothing in the graph fits the query.")];
  return [downloads(sparql, FORMATS), ...table(answer, relationsIn(sparql))];
}

async function run() {
  const sparql = editor.getValue();
  remember(sparql);
  running?.abort();
  const mine = new AbortController();
  running = mine;
  unmark(editor);
  el("warnings").replaceChildren();
  el("stop").hidden = false;
  el("answer").setAttribute("aria-busy", "true");
  status("Asking …");
  const started = performance.now();
  try {
    const response = await ask(sparql, { signal: mine.signal });
    const parts = await answered(response, sparql, ((performance.now() - started) / 1000).toFixed(2));
    if (running !== mine) return;
    el("answer").replaceChildren(...parts);
    warn(sparql);
  } catch (error) {
    if (error.name === "AbortError") {
      if (running === mine) status("Stopped");
    } else fail(error instanceof TypeError ? "The server does not answer. Is kg serve still running?" : error.message);
  } finally {
    if (running === mine) {
      running = null;
      el("stop").hidden = true;
      el("answer").removeAttribute("aria-busy");
    }
    document.body.dataset.answers = Number(document.body.dataset.answers ?? 0) + 1;
  }
}

el("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  event.preventDefault();
  run();
});
el("stop").addEventListener("click", () => running?.abort());

// -- the address ---------------------------------------------------------------------------------------------------

function remember(sparql) {
  const hash = `#query=${encodeURIComponent(sparql)}`;
  if (location.hash !== hash) history.pushState(null, "", `/sparql${hash}`);
}

const fromHash = () => new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B")).get("query");

function recall() {
  const sparql = fromHash();
  if (sparql === null || sparql === editor.getValue()) return false;
  noParameters();
  editor.setValue(sparql);
  return true;
}

addEventListener("hashchange", () => { if (recall()) run(); });
addEventListener("popstate", () => { if (recall()) run(); });
el("share").addEventListener("click", async () => {
  remember(editor.getValue());
  try {
    await navigator.clipboard.writeText(location.href);
    status("The link is on the clipboard");
  } catch {
    status("The link is in the address bar");
  }
});

// -- saved questions -----------------------------------------------------------------------------------------------

const KINDS = { entity: "e", document: "doc" };

async function termFor({ name, kind }, given) {
  if (kind === "date" || kind === "text") return quoted(given);
  if (/^<[^<>\s]+>$/.test(given) || /^(?:e|doc|kg|rel):\S+$/.test(given)) return given;
  if (kind === "relation") {
    const found = data.terms.find(([term, , label]) => [term.slice(3), label].some((words) => words.toLowerCase() === given.toLowerCase()));
    if (found) return found[0];
    const [open] = await lookup("rel", given, { whole: true });
    if (open) return inQuery(open.iri);
  } else {
    const prefix = KINDS[kind] ?? "e";
    const [found] = [...await lookup(prefix, given, { whole: true }), ...await lookup(prefix, given)];
    if (found) return inQuery(found.iri);
    if (kind === "document") return `<${data.prefixes.doc}${encodeURIComponent(given)}>`;
  }
  throw new Error(`${name}: nothing in the graph is called ${given}`);
}

async function filled(question, given) {
  let values = "";
  for (const parameter of question.parameters) {
    const words = given[parameter.name].trim();
    if (words) values += ` VALUES ?${parameter.name} { ${await termFor(parameter, words)} }`;
  }
  return `${question.head}${values}${question.tail}`;
}

function noParameters() {
  el("parameters").hidden = true;
  el("parameters").replaceChildren();
  for (const link of document.querySelectorAll("#questions [aria-current]")) link.removeAttribute("aria-current");
}

function field(parameter) {
  const list = h("datalist", { id: `list-${parameter.name}` });
  const input = h("input", { name: parameter.name, value: parameter.default, list: list.id, placeholder: `any ${parameter.kind}`, autocomplete: "off", spellcheck: "false" });
  const kind = KINDS[parameter.kind];
  if (parameter.kind === "relation") list.append(...data.terms.filter(([, kind]) => kind === "relation").map(([name, , label]) => h("option", { value: name }, label)));
  if (kind) {
    input.addEventListener("input", async () => {
      const words = input.value.trim();
      await wait(PAUSE);
      if (words.length < 2 || words !== input.value.trim()) return;
      list.replaceChildren(...(await lookup(kind, words)).map(({ label }) => h("option", { value: label })));
    });
  }
  return h("label", {}, h("span", {}, parameter.name.replaceAll("_", " ")), input, list);
}

async function choose(question, link) {
  noParameters();
  link.setAttribute("aria-current", "true");
  if (matchMedia("(max-width: 760px)").matches) el("questions-fold").open = false;
  const use = async () => {
    const given = Object.fromEntries(question.parameters.map(({ name }) => [name, inputs.find((input) => input.name === name).value]));
    try {
      editor.setValue(await filled(question, given));
      run();
    } catch (error) {
      status(error.message);
    }
  };
  const fields = question.parameters.map(field);
  const inputs = fields.map((label) => label.querySelector("input"));
  if (fields.length) {
    el("parameters").replaceChildren(h("p", {}, question.title), ...fields, h("button", { type: "button", class: "button", onclick: use }, "Ask"));
    el("parameters").hidden = false;
    for (const input of inputs) {
      input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); use(); } });
    }
  }
  await use();
}

for (const link of document.querySelectorAll("#questions a")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(data.questions[Number(link.dataset.question)], link);
  });
}
el("find").addEventListener("input", () => {
  const words = el("find").value.trim().toLowerCase();
  for (const item of el("questions").children) item.hidden = !item.textContent.toLowerCase().includes(words);
});
if (matchMedia("(max-width: 760px)").matches) el("questions-fold").open = false;

if (recall() || fromHash() !== null || new URLSearchParams(location.search).has("query")) run();
document.body.dataset.ready = "";
