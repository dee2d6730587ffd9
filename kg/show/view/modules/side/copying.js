// Text to the clipboard, and files to the disk.

import { el, h, say } from "../base/dom.js";
import { act } from "../base/state.js";

export async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    say(said);
  } catch {
    // No clipboard in a frame or on file:// of some browsers: the text is shown to be copied by hand.
    act.show(h("h2", {}, "Copy this"), h("textarea", { readonly: true, rows: "24", "aria-label": "Text to copy" }, text));
    el("panel").querySelector("textarea").select();
  }
}

export function save(name, blob) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  act.toggle("export", "exports", false);
  say(`Saved ${name}`);
}
