// The page: what is asked for anywhere is done here, and the first view is brought up.

import { act, state } from "./base/state.js";
import { network } from "./map/scene.js";
import { go, recall, remember, undo } from "./page/address.js";
import { applyFilters, chooseCard, chooseEntity, chooseLine, choosePath, clear, closeNode, hideNode, openNode, settle, unpinNode } from "./page/choosing.js";
import { stop, toggle, toggleTable } from "./page/sheets.js";
import { offerNames } from "./page/tools.js";
import { show } from "./side/evidence.js";
import { start } from "./side/start.js";
import "./map/labels.js";
import "./map/pointing.js";
import "./page/keys.js";
import "./page/printing.js";
import "./page/searchbox.js";

Object.assign(act, {
  applyFilters, chooseCard, chooseEntity, chooseLine, choosePath, clear, closeNode, go, hideNode, offerNames, openNode, remember, settle, show, stop, toggle, toggleTable, undo, unpinNode,
});

start();
stop("peek");
recall(location.hash);
stop("peek");
network.once("afterDrawing", () => { window.__ready = true; });
if (state.table) window.__ready = true;
network.redraw();
