import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  Text,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/http/contract.ts'
import { LinesSkeleton } from '../../../components/Skeletons.tsx'
import { StateView } from '../../../components/StateView.tsx'
import { formatNumber } from '../../../format/number.ts'
import { exactTime } from '../../../format/time.ts'
import { useRevisions } from '../api/archive.ts'
import { isBlank } from '../reading/read-body.ts'
import { nodesOf } from '../reading/sanitise.ts'
import { useThreadContext } from '../thread-context.tsx'
import { RichText } from './RichText.tsx'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(600px, calc(100vw - 24px))', boxSizing: 'border-box' },
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
  },
  version: {
    padding: '10px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
  body: { marginTop: '6px' },
})

/** "Edited, 3 versions": opens all versions the archive holds. */
export function Revisions({ message }: { message: ArchivedMessage }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const target = useRestoreFocusTarget()
  const count = message.revisions.length
  const n = formatNumber(count)
  if (count < 2) {
    return (
      <Text size={200} className={styles.quiet}>
        {t('archive.mark.edited')}
      </Text>
    )
  }
  const label = message.lastEditedDateTime ? 'archive.mark.editedVersions' : 'archive.mark.changedVersions'
  return (
    <>
      <Link as="button" {...target} onClick={() => setOpen(true)}>
        <Text size={200}>{t(label, { count, n })}</Text>
      </Link>
      {open && <RevisionsDialog message={message} onClose={() => setOpen(false)} />}
    </>
  )
}

function RevisionsDialog({ message, onClose }: { message: ArchivedMessage; onClose: () => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { conversationId } = useThreadContext()
  const query = useRevisions(conversationId, message.id, true)
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t('archive.revisions.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t('archive.revisions.text')}</Text>
            <StateView
              query={query}
              skeleton={<LinesSkeleton lines={6} what={t('archive.revisions.title')} />}
            >
              {({ items }) => (
                <ol className={styles.list}>
                  {message.revisions
                    .map((revision, index) => (
                      <Version
                        key={revision.etag}
                        number={index + 1}
                        revision={revision}
                        shown={index === message.revisions.length - 1}
                        row={items.find((it) => it.etag === revision.etag)}
                      />
                    ))
                    .toReversed()}
                </ol>
              )}
            </StateView>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={onClose}>
              {t('action.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

interface VersionProps {
  number: number
  revision: ArchivedMessage['revisions'][number]
  shown: boolean
  row: Record<string, unknown> | undefined
}

function Version({ number, revision, shown, row }: VersionProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const nodes = nodesOf(row?.body)
  const times = [
    t('archive.revisions.modified', { when: exactTime(revision.modifiedAt) }),
    t('archive.revisions.fetched', { when: exactTime(revision.fetchedAt) }),
  ]
  return (
    <li className={styles.version}>
      <Text weight="semibold">
        {t('archive.revisions.version', { n: formatNumber(number) })}
        {shown && ` · ${t('archive.revisions.shown')}`}
      </Text>
      <Text size={200} className={styles.quiet}>
        {times.join(' · ')}
      </Text>
      <div className={styles.body} dir="auto">
        {isBlank(nodes) ? (
          <Text className={styles.quiet}>{t('archive.revisions.noText')}</Text>
        ) : (
          <RichText nodes={nodes} />
        )}
      </div>
    </li>
  )
}
