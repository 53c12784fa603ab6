import { useTranslation } from 'react-i18next'
import type { audit } from '../../i18n/en/audit.ts'

type Actions = typeof audit.action
type Known = { [Area in keyof Actions]: `${Area}.${keyof Actions[Area] & string}` }[keyof Actions]

/** What was done, in words; an action that only a newer server knows keeps its name. */
export function useAuditWords(): (action: string) => string {
  const { t, i18n } = useTranslation()
  const isKnown = (action: string): action is Known =>
    action.includes('.') && i18n.exists(`audit.action.${action}`)
  return (action) => (isKnown(action) ? t(`audit.action.${action}`) : action)
}
