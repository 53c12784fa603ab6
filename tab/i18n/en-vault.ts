import { alerts } from './en/alerts.ts'
import { audit } from './en/audit.ts'
import { integrity } from './en/integrity.ts'
import { ask, reading } from './en/reading.ts'
import { restores } from './en/restores.ts'
import { retention } from './en/retention.ts'
import { search } from './en/search.ts'
import { spending } from './en/spending.ts'

/** The texts of looking into the vault, of what leaves it, and of who hears of that: the first screen needs none of them. */
export const vaultTexts = { alerts, ask, audit, integrity, reading, restores, retention, search, spending }
