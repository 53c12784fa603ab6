import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './CopyButton.tsx'
import { Verbatim } from './Verbatim.tsx'

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    maxWidth: '100%',
    color: tokens.colorNeutralForeground3,
  },
  code: { overflowWrap: 'anywhere', textAlign: 'start' },
})

/** The technical code, small, to copy. */
export function CodeToCopy({ code }: { code: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <span className={styles.root}>
      <Text size={200} className={styles.code}>
        {t('state.code')}:{' '}
        <Text size={200} font="monospace">
          <Verbatim>{code}</Verbatim>
        </Text>
      </Text>
      <CopyButton text={code} what={t('state.code')} />
    </span>
  )
}
