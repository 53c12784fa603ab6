/** What people type or paste. */

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isGuid = (text: string): boolean => GUID.test(text.trim())

/** Digits as people write and group them: "50,000", "50 000", "50.000", "50'000", "٥٠٬٠٠٠". */
export function parseLimit(text: string): number | undefined {
  const digits = text.replace(/[\s,.'’٬\u00a0\u202f]/g, '').replace(/\p{Nd}/gu, latinDigit)
  if (!/^\d{1,13}$/.test(digits)) return undefined
  const value = Number(digits)
  return value >= 1 && value <= 1_000_000_000_000 ? value : undefined
}

/** Every script's ten digits stand together in Unicode, zero first. */
function latinDigit(digit: string): string {
  let zero = digit.codePointAt(0) ?? 0
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(((digit.codePointAt(0) ?? 0) - zero) % 10)
}
