import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { LinkRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { DamagedFile, Integrity } from '../../../server/contract/index.ts'
import { useMe } from '../../api/context.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { EmptyState } from '../../components/StateView.tsx'
import { StatusIcon } from '../../components/StatusMark.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { Verbatim } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { runAddress } from '../../links/links.ts'
import { useVerification } from './api/integrity.ts'

/** Of a digest: enough to compare by eye; copying gives all of it. */
const HEAD = 16

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { ...PLAIN_LIST },
  link: { position: 'relative', display: 'flex', gap: '12px', paddingBottom: '16px' },
  // Of each record, down to the one it names.
  rail: {
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '9px',
      top: '24px',
      bottom: '0',
      borderInlineStartWidth: '2px',
      borderInlineStartStyle: 'solid',
      borderInlineStartColor: tokens.colorNeutralStroke1,
    },
  },
  torn: { '::before': { borderInlineStartStyle: 'dotted' } },
  icon: { height: '20px', flexShrink: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  command: { display: 'flex', alignItems: 'center', gap: '4px', minWidth: 0 },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
})

interface ChainProps {
  chain: Integrity['chain']
  /** When the newest check ended; empty: never. What ended later, no one has checked. */
  checkedAt: string
  /** The check whose damage isn't over. */
  damageId: string | undefined
}

/** Records of backups, each tied to the one before it. */
export function Chain({ damageId, ...shown }: ChainProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('integrity.chain.title')}>
      {shown.chain.total === 0 ? (
        <EmptyState icon={<LinkRegular />} text={t('integrity.chain.empty')} />
      ) : damageId === undefined ? (
        <Links {...shown} damaged={[]} />
      ) : (
        <LinksOf {...shown} damageId={damageId} />
      )}
    </Panel>
  )
}

type Shown = Omit<ChainProps, 'damageId'>

function LinksOf({ damageId, ...shown }: Shown & { damageId: string }) {
  const { data } = useVerification(damageId)
  return <Links {...shown} damaged={data?.damaged ?? []} />
}

function Links({ chain: { total, links }, checkedAt, damaged }: Shown & { damaged: DamagedFile[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const broken = new Set(damaged.flatMap(({ part, runId }) => (part === 'run' ? [runId] : [])))
  const earlier = total - links.length
  const first = earlier === 0 ? links.at(-1) : undefined
  return (
    <div className={styles.root}>
      <Text className={styles.quiet}>{t('integrity.chain.text')}</Text>
      <ol className={styles.list} aria-label={t('integrity.chain.list')}>
        {links.map((link) => {
          const isFirst = link === first
          const known = isFirst ? 'first' : 'whole'
          const state = link.endedAt > checkedAt ? 'unchecked' : known
          return (
            <Link
              key={link.runId}
              link={link}
              isFirst={isFirst}
              state={broken.has(link.runId) ? 'broken' : state}
            />
          )
        })}
        {earlier > 0 && (
          <li className={styles.link}>
            <StatusIcon tone="quiet" className={styles.icon} />
            <Text className={styles.quiet}>
              {t('integrity.chain.more', { count: earlier, n: formatNumber(earlier) })}
            </Text>
          </li>
        )}
      </ol>
      {links[0] && <Keep digest={links[0].digest} />}
    </div>
  )
}

const TONES = { whole: 'good', first: 'good', broken: 'bad', unchecked: 'quiet' } as const

interface LinkProps {
  link: Integrity['chain']['links'][number]
  isFirst: boolean
  state: keyof typeof TONES
}

function Link({ link: { runId, endedAt, messages, digest }, isFirst, state }: LinkProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const isBroken = state === 'broken'
  return (
    <li className={mergeClasses(styles.link, !isFirst && styles.rail, isBroken && styles.torn)}>
      <StatusIcon tone={TONES[state]} className={styles.icon} />
      <span className={styles.words}>
        <TextLink to={runAddress(runId)}>{t('integrity.chain.run', { when: exactTime(endedAt) })}</TextLink>
        <Text size={200} className={isBroken ? undefined : styles.quiet}>
          {t(`integrity.chain.${state}`)} ·{' '}
          {t('integrity.chain.added', { count: messages, n: formatNumber(messages) })}
        </Text>
        <Text size={200} className={styles.quiet}>
          {t('integrity.chain.digest')} <Verbatim>{`${digest.slice(0, HEAD)}…`}</Verbatim>
        </Text>
      </span>
    </li>
  )
}

/** What to keep so that the end of the chain can't be cut off unnoticed. */
function Keep({ digest }: { digest: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { tenantId } = useMe()
  const command = `npm run archive -- verify DIR --tenant ${tenantId} --head ${digest}`
  return (
    <div>
      <Text>{t('integrity.chain.keep')}</Text>
      <div className={styles.command}>
        <code className={styles.code}>
          <Verbatim>{command}</Verbatim>
        </code>
        <CopyButton text={command} what={t('integrity.chain.command')} />
      </div>
    </div>
  )
}
