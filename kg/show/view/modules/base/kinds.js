// The table of kinds and stances, which Python has too.

import kinds from "../kinds.json" with { type: "json" };

export const MANNERS = Object.keys(kinds.stances);
export const KINDS = kinds.kinds;
export const STANCES = kinds.stances;
// Communities are tinted in the colours of kinds, one after the other.
export const TINTS = kinds.tints;
