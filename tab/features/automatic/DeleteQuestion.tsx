import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { Name } from '../../components/Verbatim.tsx'
import { exactTime } from '../../format/time.ts'
import type { Automatic } from '../../microsoft/automatic.ts'
import type { Work } from '../../microsoft/phases.ts'
import type { Compared } from '../../microsoft/setup/compare.ts'

const useStyles = makeStyles({
  list: {
    ...PLAIN_LIST,
    gap: '12px',
  },
  item: { display: 'flex', flexDirection: 'column', gap: '4px', overflowWrap: 'anywhere' },
  said: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: '2px 12px',
    margin: 0,
    '@media (max-width: 480px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  who: { color: tokens.colorNeutralForeground2 },
  what: { margin: 0 },
})

/** Our list beside Microsoft's own names and dates, before any of it is deleted. One that is not ours stops all of it. */
export function DeleteQuestion({ automatic, work }: { automatic: Automatic; work: Work }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const compared = work.question ?? []
  const isRefused = compared.some(({ obstacle }) => obstacle)
  return (
    <ConfirmDialog
      open={work.question !== undefined}
      title={t('automatic.compare.title')}
      confirm={t('automatic.compare.confirm')}
      blocked={isRefused}
      destroys
      onConfirm={() => void automatic.confirm()}
      onClose={() => void automatic.leave()}
    >
      {isRefused ? (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{t('automatic.compare.refused')}</MessageBarBody>
        </MessageBar>
      ) : (
        <Text>{t(compared.length > 0 ? 'automatic.compare.text' : 'automatic.compare.nothing')}</Text>
      )}
      <ul className={styles.list} aria-label={t('automatic.compare.list')}>
        {compared.map((one) => (
          <li key={one.entry.id} className={styles.item}>
            <Text weight="semibold">{t(`automatic.kind.${one.entry.kind}`)}</Text>
            <dl className={styles.said}>
              <dt className={styles.who}>{t('automatic.compare.ours')}</dt>
              <dd className={styles.what}>
                <Name>{one.entry.name}</Name> ·{' '}
                {t('automatic.compare.noted', { when: exactTime(one.entry.at) })}
              </dd>
              <dt className={styles.who}>{t('automatic.compare.theirs')}</dt>
              <dd className={styles.what}>
                <Theirs {...one} />
              </dd>
            </dl>
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}

function Theirs({ entry, seen, obstacle }: Compared) {
  const { t } = useTranslation()
  if (obstacle?.why === 'appUnknown')
    return <StatusMark tone="bad" text={t('automatic.compare.why.appUnknown')} />
  const name = obstacle?.what ?? seen?.name
  if (name === undefined) return t('automatic.compare.gone')
  const at = obstacle ? obstacle.madeAt : seen?.madeAt
  const since =
    at === undefined
      ? t('automatic.compare.undated')
      : t(`automatic.compare.since.${entry.kind}`, { when: exactTime(at) })
  const differs = NAMED.includes(entry.kind) && name !== entry.name
  return (
    <>
      {entry.kind === 'app-role' ? t('automatic.compare.holder') : null} <Name>{name}</Name> · {since}
      {obstacle ? (
        <div>
          <StatusMark tone="bad" text={t(`automatic.compare.why.${obstacle.why}`)} />
        </div>
      ) : (
        differs && (
          <div>
            <StatusMark tone="warning" text={t('automatic.compare.otherName')} />
          </div>
        )
      )}
    </>
  )
}

/** Whose name in Microsoft 365 is the one our list would have: anyone may have given them another since. */
const NAMED: readonly string[] = ['application', 'service-principal']
