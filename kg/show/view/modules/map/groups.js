// A group of a large graph, opened: its best known members in place of the map of groups.

import { state } from "../base/state.js";
import { inView } from "../data/facets.js";
import { graph } from "../data/records.js";
import { lines } from "./pairs.js";
import { placed } from "./placing.js";
import { added, box, drawnNow, margin, radius, shape, upright } from "./scene.js";

const MEMBERS = 36;
const MEMBERS_UPRIGHT = 14;

// Puts the group that is open on the picture, alone.
export function arrangeGroup() {
  const joined = new Set(inView.flatMap((s) => s.joins).flatMap(({ source, target }) => [source, target]));
  const members = graph.entities.filter((entity) => entity.group === state.group && joined.has(entity.index));
  const known = new Map(members.map((entity) => [entity, entity.articles]));
  members.sort((a, b) => known.get(b) - known.get(a) || a.index - b.index);
  shape.clear();
  drawnNow.clear();
  added.clear();
  for (const { index } of members.slice(0, upright ? MEMBERS_UPRIGHT : MEMBERS)) drawnNow.add(index);
  const pairs = [...lines().pairs.values()];
  const ids = [...drawnNow].filter((id) => pairs.some(({ a, b }) => a === id || b === id));
  const number = new Map(ids.map((id, at) => [id, at]));
  const sizes = ids.map((id) => {
    const { label, articles } = graph.entities[id];
    const r = radius(articles), rows = label.length > 22 ? 2 : 1;
    return { r, width: Math.max(Math.min(label.length / rows + 1, 22) * 7.4, 2 * r) + 10, height: 2 * r + 17 * rows + 10 };
  });
  const { side, top, bottom } = margin();
  const frame = { width: Math.max(box.clientWidth - 2 * side, 270), height: Math.max(box.clientHeight - top - bottom, 190) };
  const spots = placed(sizes, pairs.map(({ a, b }) => [number.get(a), number.get(b)]), frame);
  drawnNow.clear();
  ids.forEach((id, at) => {
    shape.set(id, { id, ...spots[at], ...state.pins.get(id), size: sizes[at].r, group: -1 });
    drawnNow.add(id);
  });
}
