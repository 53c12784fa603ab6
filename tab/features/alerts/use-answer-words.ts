import { useTranslation } from 'react-i18next'
import type { alerts } from '../../i18n/en/alerts.ts'

type Known = keyof typeof alerts.answer

/** What the other side said: our own few words in the reader's language, a status and a mail server's words as they are. */
export function useAnswerWords(): (answer: string | null) => string {
  const { t, i18n } = useTranslation()
  const isKnown = (answer: string): answer is Known => i18n.exists(`alerts.answer.${answer}`)
  return (answer) => (answer === null ? '–' : isKnown(answer) ? t(`alerts.answer.${answer}`) : answer)
}
