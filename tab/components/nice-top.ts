/** A round number at or above the highest bar, for the line at the top of the chart. */
export function niceTop(highest: number): number {
  if (highest <= 0) return 1
  const step = 10 ** Math.floor(Math.log10(highest))
  const top = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((it) => it * step >= highest) ?? 10
  return Math.ceil(top * step)
}
