import { useTranslation } from 'react-i18next'
import type { settings } from '../../i18n/en/settings.ts'

type Known = keyof typeof settings.may

/** An action in words for people; one that only a newer server knows keeps its name. */
export function useActionWords(): (action: string) => string {
  const { t, i18n } = useTranslation()
  const isKnown = (action: string): action is Known => i18n.exists(`settings.may.${action}`)
  return (action) => (isKnown(action) ? t(`settings.may.${action}`) : action)
}
