// The search, and the list of pages on small screens. All words must stand in a section, each as the beginning of a word. The words of the pages are loaded as a
// script when somebody begins to search, so that it works from a folder as well as from a server.
const box = document.getElementById("search");
const list = document.getElementById("found");
const MOST = 15;
const AROUND = 60;
let loading = null;

function loaded() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "words.js";
    script.onload = () => done(window.WORDS);
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}

const beginning = (word) => new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "iu");

function score(section, patterns) {
  let sum = 0;
  for (const pattern of patterns) {
    const found = [section.h, section.p, section.t].findIndex((words) => pattern.test(words));
    if (found < 0) return 0;
    sum += [9, 4, 1][found];
  }
  // Of two that have the words, the shorter one says more about them.
  return sum + (section.h === section.p ? 1 : 0) + 1 / (1 + section.t.length / 500);
}

function around(text, pattern) {
  const at = Math.max(text.search(pattern), 0);
  const start = Math.max(at - AROUND, 0);
  return (start ? "…" : "") + text.slice(start, at + 2 * AROUND) + (text.length > at + 2 * AROUND ? "…" : "");
}

function row(section, patterns) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const title = document.createElement("strong");
  const words = document.createElement("small");
  link.href = section.a;
  title.textContent = section.h === section.p ? section.p : `${section.p} › ${section.h}`;
  words.textContent = around(section.t, patterns[0]);
  link.append(title, words);
  link.addEventListener("click", () => { list.hidden = true; });
  item.append(link);
  return item;
}

async function look() {
  const words = box.value.trim().split(/\s+/).filter(Boolean);
  if (!words.length) { list.hidden = true; return; }
  const sections = await loaded();
  const patterns = words.map(beginning);
  const found = sections.map((section, place) => [score(section, patterns), place]).filter(([points]) => points);
  found.sort((one, two) => two[0] - one[0] || one[1] - two[1]);
  list.replaceChildren(...found.slice(0, MOST).map(([, place]) => row(sections[place], patterns)));
  if (!found.length) {
    const none = document.createElement("p");
    none.textContent = "Nothing has all of these words.";
    list.append(none);
  }
  list.hidden = false;
}

// On a phone the list of pages would fill the first screen.
if (window.matchMedia("(width < 48em)").matches) document.querySelector("nav details").open = false;

box.addEventListener("input", look);
box.addEventListener("focus", loaded);
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { list.hidden = true; box.blur(); }
  if (event.key === "/" && document.activeElement !== box) { event.preventDefault(); box.focus(); }
  if (["ArrowDown", "ArrowUp"].includes(event.key) && !list.hidden) {
    const rows = [box, ...list.querySelectorAll("a")];
    const next = rows[rows.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  }
});
