import { describe, expect, it } from 'vitest'
import { formatMoney, formatPrice, isZero, priceOf } from './money.ts'

const nbsp = '\u00a0'

describe('the price of messages', () => {
  it('is exact, where binary fractions are not', () => {
    expect(priceOf(31_204, '0.00075')).toBe('23.40300')
    expect(priceOf(3, '0.1')).toBe('0.3')
  })

  it('remains exact for the largest limit', () => {
    expect(priceOf(1_000_000_000_000, '0.00075')).toBe('750000000.00000')
  })

  it('is nothing for no messages', () => {
    expect(isZero(priceOf(0, '0.00075'))).toBe(true)
  })
})

describe('an amount', () => {
  it('shows two decimals beside its currency', () => {
    expect(formatMoney('23.403', 'USD', { locale: 'en-US' })).toBe(`USD${nbsp}23.40`)
  })

  it('groups thousands', () => {
    expect(formatMoney('750000000', 'USD', { locale: 'en-US' })).toBe(`USD${nbsp}750,000,000.00`)
  })

  it('stands before or after its currency and is grouped as the reader does', () => {
    expect(formatMoney('1234.5', 'USD', { locale: 'de' })).toBe(`1.234,50${nbsp}USD`)
    expect(formatMoney('1234.5', 'USD', { locale: 'de-CH' })).toBe(`USD${nbsp}1'234.50`)
  })

  it('rounds a bound up, never down', () => {
    expect(formatMoney('37.501', 'USD', { atMost: true, locale: 'en-US' })).toBe(`USD${nbsp}37.51`)
  })

  it('does not show less than a cent as nothing', () => {
    expect(formatMoney('0.00225', 'USD', { locale: 'en-US' })).toBe(`USD${nbsp}0.00225`)
  })

  it('that is not a number is shown as it came', () => {
    expect(formatMoney('n/a', 'USD')).toBe('USD n/a')
  })
})

describe('a price per message', () => {
  it('keeps all its decimals', () => {
    expect(formatPrice('0.00075', 'USD', 'en-US')).toBe(`USD${nbsp}0.00075`)
  })
})
