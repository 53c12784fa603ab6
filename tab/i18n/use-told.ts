import { type Reported, type Told, tell } from './told.ts'
import { useLocale } from './use-locale.ts'

/** What the server reports, in the reader's language. */
export function useTold(): (reported: Reported) => Told {
  const { language } = useLocale()
  return (reported) => tell(reported, language)
}
