import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { Verbatim } from '../../components/Verbatim.tsx'
import type { automatic } from '../../i18n/en/automatic.ts'
import { Colleague } from './FailureNotice.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '72ch' },
  list: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  name: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type Scope = keyof typeof automatic.grant.scope

interface TemporaryPermissionsProps {
  scopes: readonly string[]
  who: 'who' | 'whoChange' | 'whoBilling' | 'whoRemove'
}

/** Before anyone signs in: which permissions, what for, for how long, and who can grant them. */
export function TemporaryPermissions({ scopes, who }: TemporaryPermissionsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <Text>{t('automatic.grant.text')}</Text>
      <ul className={styles.list} aria-label={t('automatic.grant.list')}>
        {scopes.map((scope) => (
          <li key={scope}>
            <Text font="monospace" size={200} className={styles.name}>
              <Verbatim>{scope}</Verbatim>
            </Text>{' '}
            <Text>{t(`automatic.grant.scope.${scope as Scope}`)}</Text>
          </li>
        ))}
      </ul>
      <Text className={styles.quiet}>{t('automatic.grant.org')}</Text>
      <Text>{t(`automatic.grant.${who}`)}</Text>
      {who === 'who' && <Colleague />}
    </div>
  )
}
