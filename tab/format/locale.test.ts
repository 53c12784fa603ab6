import { afterEach, describe, expect, it } from 'vitest'
import { formatLocale, setFormatLocale } from './locale.ts'
import { formatMoney } from './money.ts'
import { formatNumber } from './number.ts'
import { shortDay } from './time.ts'

describe('the reader’s way of writing', () => {
  const before = formatLocale()
  afterEach(() => setFormatLocale(before))

  it('holds for days, numbers and money at once', () => {
    setFormatLocale('de-DE')
    const written = [shortDay('2026-11-03'), formatNumber(1234.5), formatMoney('23.4', 'EUR')]
    expect(written).toEqual(['3. Nov.', '1.234,5', '23,40\u00a0EUR'])
  })
})
