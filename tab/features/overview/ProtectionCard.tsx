import { makeStyles, Text, Title3, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../server/contract/index.ts'
import { Facts } from '../../components/Facts.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber } from '../../format/number.ts'
import { weekdayTime } from '../../format/time.ts'
import { INTEGRITY_ADDRESS } from '../../links/links.ts'
import { ProtectionIcon } from './ProtectionIcon.tsx'

const useStyles = makeStyles({
  head: { display: 'flex', gap: '16px', alignItems: 'flex-start', marginBottom: '20px' },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  title: { margin: 0 },
  says: { color: tokens.colorNeutralForeground2 },
  leftOut: { color: tokens.colorNeutralForeground2, marginTop: '12px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center', marginTop: '20px' },
})

/** The first answer: protected or not, in words, then the numbers, then the one button. */
export function ProtectionCard({ overview, runButton }: { overview: Overview; runButton: ReactNode }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const facts = useFacts(overview)
  const connected = overview.status !== 'not-connected'
  const mayNotChoose = useWhyNot('scope.set') !== undefined
  // What lies ahead, below, says who may.
  const mayNotConnect = useWhyNot('connection.save') !== undefined
  return (
    <Panel>
      <div data-tour="protection">
        <div className={styles.head}>
          <ProtectionIcon status={overview.status} />
          <div className={styles.words}>
            <Title3 as="h2" className={styles.title}>
              {t(`overview.status.${overview.status}`)}
            </Title3>
            {connected && <PeopleSentence people={overview.people} />}
            <Text className={styles.says}>{t(`overview.says.${saying(overview)}`)}</Text>
          </div>
        </div>
        {connected && <Facts facts={facts} />}
        {connected && <LeftOut people={overview.people} />}
        {connected && overview.groups && <GroupsAge readAt={overview.groups.readAt} />}
        <div className={styles.buttons}>
          {connected ? (
            <>
              <span data-tour="run">{runButton}</span>
              <NextBackup schedule={overview.schedule} />
              <TextLink to="/people">{t(mayNotChoose ? 'overview.seeWho' : 'overview.chooseWho')}</TextLink>
            </>
          ) : mayNotConnect ? null : (
            <span data-tour="connect">
              <LinkButton appearance="primary" size="large" to="/connection">
                {t('overview.connect')}
              </LinkButton>
            </span>
          )}
        </div>
      </div>
    </Panel>
  )
}

/** When the next one starts on its own, or the offer that it does. */
function NextBackup({ schedule }: Pick<Overview, 'schedule'>) {
  const { t } = useTranslation()
  const mayNot = useWhyNot('schedule.set') !== undefined
  const nextAt = schedule?.nextAt
  if (!nextAt) return mayNot ? null : <TextLink to={SCHEDULE}>{t('overview.schedule.offer')}</TextLink>
  return (
    <Text>
      {t('overview.schedule.next', { at: weekdayTime(nextAt) })}{' '}
      {!mayNot && (
        <TextLink to={SCHEDULE} name={t('overview.schedule.changeWhat')} inline>
          {t('overview.schedule.change')}
        </TextLink>
      )}
    </Text>
  )
}

const SCHEDULE = '/settings#schedule'

function PeopleSentence({ people }: { people: Overview['people'] }) {
  const { t } = useTranslation()
  const { inScope } = people
  if (inScope === 0) return <Text>{t('overview.sentenceNobody')}</Text>
  return (
    <Text>
      {t('overview.sentence', { protected: formatNumber(people.protected), total: formatNumber(inScope) })}
    </Text>
  )
}

/** Who is not backed up, and why: it waits, it cannot chat, no one chose it, or no one could. */
function LeftOut({ people }: { people: Overview['people'] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { unable, cannotChat, waiting } = people
  const unchosen = people.total - people.inScope - unable
  const counted = [
    ['cannotChat', cannotChat],
    ['notChosen', unchosen],
    ['unable', unable],
  ] as const
  const said = counted.flatMap(([why, count]) =>
    count > 0 ? [t(`overview.${why}`, { count, n: formatNumber(count) })] : [],
  )
  return (
    <>
      {waiting > 0 && (
        <Text size={200} block className={styles.leftOut}>
          {t('overview.waiting', { count: waiting, n: formatNumber(waiting) })}{' '}
          <TextLink to="/people?show=waiting">{t('overview.waitingWho')}</TextLink>
        </Text>
      )}
      {said.length > 0 && (
        <Text size={200} block className={styles.leftOut}>
          {said.join(' ')} <TextLink to="/people?show=out">{t('overview.leftOutWho')}</TextLink>
        </Text>
      )}
    </>
  )
}

/** Older than this, who is in the groups may have changed without a word. */
const FRESH_MS = 15 * 60_000

/** How old what is said of the chosen groups is, where it matters. */
function GroupsAge({ readAt }: { readAt: string | null }) {
  const { t } = useTranslation()
  const styles = useStyles()
  if (readAt !== null && Date.now() - Date.parse(readAt) < FRESH_MS) return null
  return (
    <Text size={200} block className={styles.leftOut}>
      {readAt === null ? t('overview.groupsUnread') : t('overview.groupsAsOf')}
      {readAt !== null && (
        <>
          {' '}
          <RelativeTime at={readAt} />
        </>
      )}
    </Text>
  )
}

function useFacts({ lastGoodRunAt, messages, conversations, lastCheck }: Overview) {
  const { t } = useTranslation()
  const last = lastGoodRunAt ? <RelativeTime at={lastGoodRunAt} /> : t('time.never')
  return [
    { name: t('overview.fact.last'), value: last },
    { name: t('overview.fact.messages'), value: formatNumber(messages) },
    { name: t('overview.fact.conversations'), value: formatNumber(conversations) },
    {
      name: t('overview.fact.checked'),
      value: (
        <TextLink to={INTEGRITY_ADDRESS}>
          {lastCheck ? <RelativeTime at={lastCheck.endedAt} /> : t('overview.unchecked')}
        </TextLink>
      ),
    },
  ]
}

/** That everyone is backed up is said only where it is so; accounts that cannot chat need no backup. */
function saying({ status, people }: Overview) {
  const { protected: done, cannotChat, inScope } = people
  if (status !== 'protected') return status
  if (done === inScope) return 'protected'
  return done + cannotChat === inScope ? 'protectedPart' : 'protectedSome'
}
