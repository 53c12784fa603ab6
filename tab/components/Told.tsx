import { makeStyles, tokens } from '@fluentui/react-components'
import type { Told as Words } from '../i18n/told.ts'

const useStyles = makeStyles({ english: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' } })

/** What the server said, in one paragraph: what happened, what to do. */
export function Told({ told }: { told: Words }) {
  const { text, hint, lang } = told
  return (
    <>
      <span lang={lang}>{[text, hint].filter(Boolean).join(' ')}</span> <EnglishWords words={told.english} />
    </>
  )
}

/** The server's or Microsoft's own words, which no one has translated; a screen reader changes its voice for them. */
export function EnglishWords({ words }: { words: string }) {
  const styles = useStyles()
  if (!words) return null
  return (
    <bdi lang="en" className={styles.english}>
      {words}
    </bdi>
  )
}
