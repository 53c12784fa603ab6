import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { DamagedFile, Integrity } from '../../../server/contract/index.ts'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { EnglishWords } from '../../components/Told.tsx'
import { Verbatim } from '../../components/Verbatim.tsx'
import { formatNames, formatNumber } from '../../format/number.ts'
import { dateOnly, exactTime } from '../../format/time.ts'
import { runAddress } from '../../links/links.ts'
import { useVerification } from './api/integrity.ts'

/** So many are named here. */
const SHOWN = 50

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  list: { ...PLAIN_LIST },
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px', alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type Check = NonNullable<Integrity['damage']>

/** Each damaged file with what it holds and what to do. */
export function Damage({ check }: { check: Check }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useVerification(check.id)
  const count = check.damaged
  return (
    <Panel title={t('integrity.damage.title', { count, n: formatNumber(count) })}>
      <div className={styles.root}>
        <span>
          <Text weight="semibold">{t('integrity.damage.rest')}</Text>{' '}
          <Text className={styles.quiet}>
            {t('integrity.damage.foundBy', { when: exactTime(check.endedAt) })}
          </Text>
        </span>
        <StateView query={query} skeleton={<RowsSkeleton rows={3} what={t('integrity.damage.loading')} />}>
          {({ damaged }) => (
            <>
              <ul className={styles.list} aria-label={t('integrity.damage.list')}>
                {damaged.slice(0, SHOWN).map((file, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: one file may be named twice, and the list never changes.
                  <Row key={`${file.file} ${at}`} file={file} />
                ))}
              </ul>
              {damaged.length > SHOWN && (
                <Text className={styles.quiet}>
                  {t('integrity.damage.more', {
                    count: damaged.length - SHOWN,
                    n: formatNumber(damaged.length - SHOWN),
                  })}
                </Text>
              )}
            </>
          )}
        </StateView>
      </div>
    </Panel>
  )
}

function Row({ file }: { file: DamagedFile }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <Text weight="semibold">{t(`integrity.damage.part.${file.part}`)}</Text>
        <StatusMark tone="bad" text={t(`integrity.damage.kind.${file.kind ?? 'unknown'}`)} />
      </div>
      <Holds file={file} />
      <Text>{t(`integrity.damage.todo.${todoOf(file)}`)}</Text>
      <Way file={file} />
      <Text size={200} className={styles.quiet}>
        <Verbatim>{file.file}</Verbatim> – <EnglishWords words={file.what} />
      </Text>
    </li>
  )
}

/** Of messages and media: how many, of when, and of whom. */
function Holds({ file: { part, holds } }: { file: DamagedFile }) {
  const { t } = useTranslation()
  if (part !== 'segment' && part !== 'media') return null
  if (holds === null) return <Text>{t('integrity.damage.unknown')}</Text>
  const { messages, conversations, from, to, people, peopleCount } = holds
  const names = people.map(({ displayName }) => displayName)
  const rest = peopleCount - names.length
  const listed = rest > 0 ? [...names, t('count.more', { n: formatNumber(rest) })] : names
  return (
    <Text>
      {t('integrity.damage.holds', {
        messages: t('count.messages', { count: messages, n: formatNumber(messages) }),
        conversations: t('count.conversations', { count: conversations, n: formatNumber(conversations) }),
        from: dateOnly(from),
        to: dateOnly(to),
      })}{' '}
      {listed.length > 0 &&
        t('integrity.damage.people', { names: formatNames(listed, listed.length, String) })}
    </Text>
  )
}

/** To the backup that wrote it, or to the log. */
function Way({ file: { part, runId, file } }: { file: DamagedFile }) {
  const { t } = useTranslation()
  const mayNotAudit = useWhyNot('audit.read') !== undefined
  if (part === 'audit')
    return mayNotAudit ? null : (
      <span>
        <TextLink to="/audit">{t('integrity.damage.toAudit')}</TextLink>
      </span>
    )
  if (runId === null) return null
  return (
    <span>
      <TextLink to={runAddress(runId)} name={t('integrity.damage.ofRunName', { file })}>
        {t('integrity.damage.ofRun')}
      </TextLink>
    </span>
  )
}

function todoOf({ part, kind }: DamagedFile) {
  if (part === 'audit') return 'audit'
  if (part === 'key') return 'key'
  if (kind === 'misplaced') return 'misplaced'
  return kind === 'broken-link' ? 'before' : 'restore'
}
