/** Milliseconds of a day. Chatvault's days are UTC: none is longer or shorter. */
export const DAY_MS = 86_400_000

/** The first instant after it: of a UTC day (`2026-11-29`) the end, of an instant itself. */
export function endOfEdge(edge: string): Date {
  const isDay = edge.length === 'YYYY-MM-DD'.length
  return new Date(new Date(edge).getTime() + (isDay ? DAY_MS : 0))
}
