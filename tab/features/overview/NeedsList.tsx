import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled, ErrorCircle20Filled, Warning20Filled } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../server/contract/index.ts'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { type ActionName, useMayNot } from '../../components/permissions.ts'
import { EnglishWords } from '../../components/Told.tsx'
import { formatNumber } from '../../format/number.ts'
import { useTold } from '../../i18n/use-told.ts'
import { actionOf, hrefOf, placeOf } from './places.ts'

type Need = Overview['needs'][number]

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px 12px',
    alignItems: 'center',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  words: { flexGrow: 1, flexBasis: '200px', display: 'flex', gap: '10px', minWidth: 0 },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  hint: { color: tokens.colorNeutralForeground2 },
  error: { color: tokens.colorPaletteRedForeground1, flexShrink: 0 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1, flexShrink: 0 },
  good: { color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
})

/** What needs a person, each with a button to the exact place. */
export function NeedsList({ needs }: { needs: Need[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const title = needs.length
    ? t('overview.needs.titleCount', { n: formatNumber(needs.length) })
    : t('overview.needs.title')
  return (
    <Panel title={title}>
      {needs.length === 0 ? (
        <div className={styles.words}>
          <CheckmarkCircle20Filled className={styles.good} aria-hidden />
          <span className={styles.text}>
            <Text weight="semibold">{t('overview.needs.none')}</Text>
            <Text className={styles.hint}>{t('overview.needs.noneText')}</Text>
          </span>
        </div>
      ) : (
        <ul className={styles.list}>
          {needs.map((need) => (
            <NeedRow key={`${need.code} ${need.title}`} need={need} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function NeedRow({ need }: { need: Need }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const told = useTold()({ notice: need.notice, detail: need.title, hint: need.hint })
  const Icon = need.severity === 'error' ? ErrorCircle20Filled : Warning20Filled
  const href = hrefOf(need)
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Icon
          className={styles[need.severity]}
          aria-label={t(`overview.needs.${need.severity}`)}
          role="img"
        />
        <span className={styles.text}>
          <Text weight="semibold" lang={told.lang}>
            {told.text}
          </Text>
          <Text className={styles.hint} lang={told.lang}>
            {told.hint}
          </Text>
          <EnglishWords words={told.english} />
        </span>
      </div>
      <WayOn href={href} action={actionOf(need.code, href)} />
    </li>
  )
}

/** To the exact place; for anyone who may only look there, whom to ask. */
function WayOn({ href, action }: { href: string; action: ActionName | undefined }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const mayNot = useMayNot()
  const why = action && mayNot(action)
  if (why) return <Text className={styles.hint}>{why}</Text>
  const place = placeOf(href)
  return (
    <LinkButton to={href}>{place ? t(`overview.needs.to.${place}`) : t('overview.needs.open')}</LinkButton>
  )
}
