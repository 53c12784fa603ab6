import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const TAB = resolve(import.meta.dirname, '..')

/** The printed guide tells both of Microsoft's ways side by side and asks no one's quota. */
const MAY_REGARD_PRICES = [
  'api/as-the-run-tells.ts', // the server's own sum, while a run moves it
  'components/cost.ts',
  'components/CostStatements.tsx',
  'components/PricingPanel.tsx',
  'components/RegimeChoice.tsx',
  'features/connection/UnlimitedDialog.tsx',
  'features/usage/LimitHistory.tsx', // the price someone set, and no bill
  'format/money.ts',
  'guide/RegimeTable.tsx',
]

describe('what messages cost', () => {
  it('is reckoned in one place, so that no screen shows a bill that another calls none', () => {
    const files = globSync('**/*.{ts,tsx}', { cwd: TAB }).filter(
      (file) => !/\.test\.|^e2e\/|^i18n\//.test(file),
    )
    const reckoning = files.filter((file) =>
      /\b(priceOf|formatPrice)\(/.test(readFileSync(join(TAB, file), 'utf8')),
    )
    expect(reckoning.toSorted()).toEqual(MAY_REGARD_PRICES.toSorted())
  })
})
