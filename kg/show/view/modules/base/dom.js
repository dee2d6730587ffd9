// Elements of the page, made and found; numbers and lengths of text as they are shown.

export const el = (id) => document.getElementById(id);
export const read = (id) => JSON.parse(el(id).textContent);

// Who wants less motion gets none.

export const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
export function say(text) { el("status").textContent = text; }

export const short = (text, most) => text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

export const many = (count, one, more = `${one}s`) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : more}`;

// Elements are made of text nodes only: nothing that an article says is ever read as markup.
export function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") node.addEventListener("click", value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const button = (attributes, ...children) => h("button", { type: "button", ...attributes }, ...children);

// A drawing, and what stands in one.
export const svg = (name, attributes = {}, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.flat());
  return node;
};
