import { Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { later } from '../../../components/later.ts'
import { formatNumber } from '../../../format/number.ts'

/** Comparing texts is asked for now and then: its code comes later. */
const RevisionsDialog = later(() => import('./RevisionsDialog.tsx'))

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
})

/** "Edited, 3 versions": opens all versions the archive holds. */
export function Revisions({ message }: { message: ArchivedMessage }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [open, setOpen] = useState(false)
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
      <Link as="button" onClick={() => setOpen(true)}>
        <Text size={200}>{t(label, { count, n })}</Text>
      </Link>
      {open && (
        <Suspense fallback={null}>
          <RevisionsDialog message={message} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
