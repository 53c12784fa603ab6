import { Button, makeStyles, Text } from '@fluentui/react-components'
import { Key20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { CopyField } from '../../../components/CopyField.tsx'
import { ProblemBar } from '../../../components/ProblemBar.tsx'
import { useDownloadKey } from '../api/exports.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
})

const COMMAND = 'npm run archive -- verify-export FILE.zip --key chatvault-public-key.pem'

/** That the file proves itself, and with what. */
export function SignatureNote() {
  const { t } = useTranslation()
  const styles = useStyles()
  const key = useDownloadKey()
  return (
    <div className={styles.root}>
      <Text>{t('archive.export.signed')}</Text>
      <CopyField value={COMMAND} what={t('archive.export.command')} />
      <Button icon={<Key20Regular />} disabledFocusable={key.isPending} onClick={() => key.mutate()}>
        {t('archive.export.key')}
      </Button>
      {key.isError && <ProblemBar error={key.error} />}
    </div>
  )
}
