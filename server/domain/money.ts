/**
 * Money is a decimal string. Prices have up to eight decimals, so sums are taken in integers of 1e-8, never in floats.
 */
const SCALE = 8

function toUnits(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole) * 10n ** BigInt(SCALE) + BigInt(fraction.padEnd(SCALE, '0').slice(0, SCALE))
}

/** The price of `messages` at `pricePerMessage`, without trailing zeros but with at least two decimals: `23.403`, `0.00`. */
export function costOf(messages: number, pricePerMessage: string): string {
  return amountOf(toUnits(pricePerMessage) * BigInt(messages))
}

function amountOf(units: bigint): string {
  const digits = units.toString().padStart(SCALE + 1, '0')
  const fraction = digits.slice(-SCALE).replace(/0+$/, '').padEnd(2, '0')
  return `${digits.slice(0, -SCALE)}.${fraction}`
}

/** The sum of amounts as `costOf` writes them. */
export function sumOf(amounts: readonly string[]): string {
  return amountOf(amounts.reduce((sum, amount) => sum + toUnits(amount), 0n))
}
