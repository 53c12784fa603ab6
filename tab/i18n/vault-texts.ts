/** Brings the English texts of the vault to the screens that import this. Other languages have all theirs in one file. */
import { vaultTexts } from './en-vault.ts'
import { i18n } from './index.ts'

i18n.addResourceBundle('en', 'translation', vaultTexts, true)
