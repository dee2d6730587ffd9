// What the reader has chosen and changed, and what the parts of the page ask of each other.

// All of it but moved stands in the address (page/address.js).
export const state = {
  entity: null, line: null, path: [], way: 0, card: null, sentence: null, group: null, story: null, moved: false, opened: [], hidden: new Set(), pins: new Map(), table: false, rows: "", since: "", until: "",
  dark: matchMedia("(prefers-color-scheme: dark)").matches, themed: false,
};

// What may be asked for from anywhere, as it is the whole page that answers: main.js says how each is done.
export const act = {};
