import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Setup } from '../../../server/contract/index.ts'
import { dateOnly } from '../../format/time.ts'
import { CopyField } from '../CopyField.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'flex-start' },
  quiet: { color: tokens.colorNeutralForeground2 },
  print: { display: 'flex', flexDirection: 'column', minWidth: 0, maxWidth: '100%' },
})

type Certificate = NonNullable<Setup['certificate']>

/** The public half of the certificate: the file Entra takes, and the thumbprint to compare there. */
export function CertificateSheet({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const href = useFile(certificate.base64)
  return (
    <div className={styles.root}>
      <Text className={styles.quiet}>
        {t('setup.certificate.until', { when: dateOnly(certificate.expiresAt) })}
      </Text>
      <Button as="a" href={href} download="chatvault.cer" icon={<ArrowDownload20Regular />}>
        {t('setup.certificate.download')}
      </Button>
      <div className={styles.print}>
        <Text weight="semibold">{t('setup.certificate.compare')}</Text>
        <CopyField value={certificate.sha1Thumbprint} what={t('setup.certificate.compare')} />
        <Text size={200} className={styles.quiet}>
          {t('setup.certificate.sha256')}
        </Text>
        <CopyField value={certificate.thumbprint} what={t('setup.certificate.sha256')} />
      </div>
    </div>
  )
}

/** An address for the bytes, for as long as they are shown. */
function useFile(base64: string): string {
  const href = useMemo(() => {
    const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))
    return URL.createObjectURL(new Blob([bytes], { type: 'application/pkix-cert' }))
  }, [base64])
  useEffect(() => () => URL.revokeObjectURL(href), [href])
  return href
}
