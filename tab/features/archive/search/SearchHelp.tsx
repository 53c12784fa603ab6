import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components'
import { QuestionCircle20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(420px, calc(100vw - 48px))', boxSizing: 'border-box' },
  title: { margin: 0 },
  list: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '8px 16px',
    margin: '12px 0',
    '@media (max-width: 480px)': { gridTemplateColumns: 'minmax(0, 1fr)', gap: '2px' },
  },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  text: { margin: 0, '@media (max-width: 480px)': { marginBottom: '8px' } },
})

const EXAMPLES = ['all', 'phrase', 'not', 'or', 'begin', 'address'] as const

/** How to search, by examples. */
export function SearchHelp() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Popover withArrow trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<QuestionCircle20Regular />} aria-label={t('search.help.open')} />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t('search.help.title')}>
        <Subtitle2 as="h2" className={styles.title}>
          {t('search.help.title')}
        </Subtitle2>
        <dl className={styles.list}>
          {EXAMPLES.map((example) => (
            <Example
              key={example}
              query={t(`search.help.${example}.query`)}
              means={t(`search.help.${example}.means`)}
            />
          ))}
        </dl>
        <Text>{t('search.help.where')}</Text>
      </PopoverSurface>
    </Popover>
  )
}

function Example({ query, means }: { query: string; means: string }) {
  const styles = useStyles()
  return (
    <>
      <dt className={styles.code}>
        <bdi>{query}</bdi>
      </dt>
      <dd className={styles.text}>{means}</dd>
    </>
  )
}
