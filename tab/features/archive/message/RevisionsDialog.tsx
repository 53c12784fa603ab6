import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage, Revision } from '../../../../server/contract/index.ts'
import { DialogShell } from '../../../components/DialogShell.tsx'
import { PLAIN_LIST } from '../../../components/plain-list.ts'
import { LinesSkeleton } from '../../../components/Skeletons.tsx'
import { StateView } from '../../../components/StateView.tsx'
import { formatNumber } from '../../../format/number.ts'
import { exactTime } from '../../../format/time.ts'
import { useRevisions } from '../api/archive.ts'
import { partsOf } from '../reading/graph.ts'
import { nodesOf } from '../reading/sanitise.ts'
import { senderName, senderOf } from '../reading/sender.ts'
import { type Stretch, stretches, versionText } from '../reading/version-text.ts'
import { useThreadContext } from '../thread-context.tsx'

const useStyles = makeStyles({
  list: {
    ...PLAIN_LIST,
    gap: '24px',
  },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '12px',
    marginTop: '8px',
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: {
    padding: '10px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  words: { whiteSpace: 'pre-wrap', marginTop: '6px' },
  removed: {
    textDecorationLine: 'line-through',
    backgroundColor: tokens.colorPaletteRedBackground1,
    color: tokens.colorPaletteRedForeground1,
  },
  added: {
    textDecorationLine: 'underline',
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorPaletteGreenBackground1,
    color: tokens.colorPaletteGreenForeground1,
  },
})

interface RevisionsDialogProps {
  message: ArchivedMessage
  onClose: () => void
}

/** Every archived version beside the one before it, the newest first, with what changed marked. */
export default function RevisionsDialog({ message, onClose }: RevisionsDialogProps) {
  const { t } = useTranslation()
  const { conversationId, tenantId, names } = useThreadContext()
  const query = useRevisions(conversationId, message.id, true)
  const name = senderName(senderOf(partsOf(message).from, tenantId, names), t)
  return (
    <DialogShell size="large" title={t('archive.revisions.title')} onClose={onClose}>
      <Text>{t('archive.revisions.text', { name })}</Text>
      <StateView query={query} skeleton={<LinesSkeleton lines={6} what={t('archive.revisions.title')} />}>
        {({ items }) => <Versions items={items} />}
      </StateView>
    </DialogShell>
  )
}

function Versions({ items }: { items: readonly Revision[] }) {
  const styles = useStyles()
  const changes = items.slice(1).map((later, at) => ({ earlier: items[at] ?? later, later }))
  return (
    <ol className={styles.list} reversed>
      {changes
        .map(({ earlier, later }) => (
          <Change key={later.etag} earlier={earlier} later={later} shown={later === items.at(-1)} />
        ))
        .toReversed()}
    </ol>
  )
}

interface ChangeProps {
  earlier: Revision
  later: Revision
  shown: boolean
}

function Change({ earlier, later, shown }: ChangeProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const id = useId()
  const [before, after] = [useText(earlier), useText(later)]
  const told = useMemo(() => stretches(before, after), [before, after])
  const what =
    told === undefined ? 'tooDifferent' : before === after && !later.tombstone ? 'sameText' : undefined
  return (
    <li aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        {t(later.tombstone ? 'archive.revisions.deletion' : 'archive.revisions.change', {
          from: formatNumber(earlier.revision),
          to: formatNumber(later.revision),
          when: exactTime(later.modifiedAt),
        })}
      </h3>
      {what && (
        <Text size={200} className={styles.quiet}>
          {t(`archive.revisions.${what}`)}
        </Text>
      )}
      <div className={styles.pair}>
        <Side revision={earlier} text={before} stretches={told?.filter(({ change }) => change !== 'added')} />
        <Side
          revision={later}
          shown={shown}
          text={after}
          stretches={told?.filter(({ change }) => change !== 'removed')}
        />
      </div>
    </li>
  )
}

function useText({ message }: Revision): string {
  const { t } = useTranslation()
  return useMemo(() => {
    const stands = {
      image: t('archive.revisions.image'),
      media: t('archive.revisions.media'),
      attachment: t('archive.revisions.attachment'),
    }
    return versionText(nodesOf(message.body), partsOf(message).attachments, stands)
  }, [message, t])
}

interface SideProps {
  revision: Revision
  shown?: boolean
  text: string
  /** The same text in parts; undefined when they could not be told. */
  stretches: Stretch[] | undefined
}

function Side({ revision, shown = false, text, stretches: parts }: SideProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const title = t('archive.revisions.version', { n: formatNumber(revision.revision) })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    <div role="group" className={styles.side} aria-label={title}>
      <Text weight="semibold" block>
        {title}
        {shown && ` · ${t('archive.revisions.shown')}`}
      </Text>
      <Text size={200} className={styles.quiet}>
        {t('archive.revisions.modified', { when: exactTime(revision.modifiedAt) })}
      </Text>
      <Text size={200} className={styles.quiet}>
        {t('archive.revisions.fetched', { when: exactTime(revision.fetchedAt) })}
      </Text>
      <div className={styles.words} dir="auto">
        {text === '' ? (
          <Text className={styles.quiet}>
            {t(revision.tombstone ? 'archive.revisions.deletedText' : 'archive.revisions.noText')}
          </Text>
        ) : (
          <span data-user-content>
            {(parts ?? [{ text, change: 'same' } as const]).map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
              <Part key={at} part={part} />
            ))}
          </span>
        )}
      </div>
    </div>
  )
}

/** Marked by line and weight as well as by colour, and said: not every screen reader tells of `ins` and `del`. */
function Part({ part: { text, change } }: { part: Stretch }) {
  const { t } = useTranslation()
  const styles = useStyles()
  if (change === 'same') return text
  const Mark = change === 'added' ? 'ins' : 'del'
  return (
    <Mark className={styles[change]}>
      <span className="sr-only">{t(`archive.revisions.${change}`)} </span>
      {text}
      <span className="sr-only"> {t('archive.revisions.end')} </span>
    </Mark>
  )
}
