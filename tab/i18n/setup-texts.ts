/** Brings the English texts of the setup to the screens that import this. Other languages have all theirs in one file. */
import { setupTexts } from './en-setup.ts'
import { i18n } from './index.ts'

i18n.addResourceBundle('en', 'translation', setupTexts, true)
