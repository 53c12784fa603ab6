import { numbers } from './kept.ts'
import { formatLocale } from './locale.ts'

/** Money is a decimal string; nothing here goes through a binary fraction. */

interface Decimal {
  /** The value times 10^scale. */
  units: bigint
  scale: number
}

export function parseDecimal(text: string): Decimal | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return undefined
  const fraction = match[3] ?? ''
  const units = BigInt(`${match[2]}${fraction}`)
  return { units: match[1] ? -units : units, scale: fraction.length }
}

function toText({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale)
  return `${units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

/** What this many messages cost, exactly. */
export function priceOf(messages: number, pricePerMessage: string): string {
  const price = parseDecimal(pricePerMessage)
  if (!price) return '0'
  return toText({ units: BigInt(Math.trunc(messages)) * price.units, scale: price.scale })
}

export function isZero(amount: string): boolean {
  return parseDecimal(amount)?.units === 0n
}

/**
 * "USD 23.40", "23,40 USD". Two decimals; an amount below one cent keeps up to five, so that it does not read as nothing.
 * `atMost` rounds up: a bound must not look smaller than it is.
 */
export function formatMoney(
  amount: string,
  currency: string,
  options: { atMost?: boolean; locale?: string } = {},
): string {
  const value = parseDecimal(amount)
  if (!value) return `${currency} ${amount}`
  const small = value.units !== 0n && Math.abs(Number(amount)) < 0.01
  return numberOf(amount, currency, {
    minimumFractionDigits: 2,
    maximumFractionDigits: small ? 5 : 2,
    roundingMode: options.atMost ? 'ceil' : 'halfExpand',
    locale: options.locale ?? formatLocale(),
  })
}

/** A price per message, with every decimal it has: "USD 0.00075". */
export function formatPrice(price: string, currency: string, locale = formatLocale()): string {
  return numberOf(price, currency, { minimumFractionDigits: 2, maximumFractionDigits: 8, locale })
}

interface NumberOptions {
  minimumFractionDigits: number
  maximumFractionDigits: number
  roundingMode?: 'ceil' | 'halfExpand'
  locale: string
}

/** With the currency's code, which means the same everywhere; where it stands is the locale's affair. */
function numberOf(amount: string, currency: string, { locale, ...options }: NumberOptions): string {
  const style = { style: 'currency', currency, currencyDisplay: 'code' } as const
  return numbers(locale, { ...style, ...options }).format(amount as Intl.StringNumericLiteral)
}
