import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Erasure } from '../../../server/contract/index.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { DialogShell } from '../../components/DialogShell.tsx'
import { useScopeWords } from '../../components/use-scope-words.ts'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'

const useStyles = makeStyles({
  lines: { display: 'grid', gap: '8px' },
  digest: { overflowWrap: 'anywhere' },
})

/** What was erased, in sentences to keep or to send. It has no word of a message. */
export function Certificate({ erasure, onClose }: { erasure: Erasure; onClose: () => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const lines = useLines(erasure)
  return (
    <DialogShell
      title={t('retention.certificate.title')}
      size="medium"
      close={t('action.close')}
      action={<CopyButton text={lines.join('\n')} what={t('retention.certificate.copy')} />}
      onClose={onClose}
    >
      <div className={styles.lines}>
        {lines.map((line) => (
          <Text key={line} className={styles.digest}>
            {line}
          </Text>
        ))}
      </div>
    </DialogShell>
  )
}

function useLines(erasure: Erasure): string[] {
  const { t } = useTranslation()
  const scopeWords = useScopeWords()
  const { id, scope, reason, askedBy, askedAt, answeredBy, answeredAt, endedAt, documents } = erasure
  const counted = (key: 'erased' | 'heldBack' | 'segments' | 'exports', count: number) =>
    t(`retention.certificate.${key}`, { count, n: formatNumber(count) })
  return [
    t('retention.certificate.what', { id, when: exactTime(endedAt ?? askedAt) }),
    t('retention.certificate.chosen', { what: scopeWords(scope) }),
    t('retention.certificate.why', { reason }),
    t('retention.certificate.asked', { who: askedBy, when: exactTime(askedAt) }),
    t('retention.certificate.approved', { who: answeredBy ?? '', when: exactTime(answeredAt ?? askedAt) }),
    counted('erased', erasure.erased ?? 0),
    counted('heldBack', erasure.heldBack),
    counted('segments', erasure.segmentsRewritten ?? 0),
    counted('exports', erasure.exportsDeleted),
    ...documents.map((document) => t('retention.certificate.document', document)),
    t('retention.certificate.proof'),
  ]
}
