/** Milliseconds of a day. Chatvault's days are UTC: none is longer or shorter. */
export const DAY_MS = 86_400_000
