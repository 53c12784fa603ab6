import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Consent } from '../../../server/contract/index.ts'
import type { consent as english } from '../../i18n/en/consent.ts'
import { PLAIN_LIST } from '../plain-list.ts'
import { StatusMark, type Tone } from '../StatusMark.tsx'
import { Verbatim } from '../Verbatim.tsx'

const useStyles = makeStyles({
  list: {
    ...PLAIN_LIST,
    gap: '10px',
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: '2px 16px', alignItems: 'center' },
  mark: { display: 'flex', width: '184px', flexShrink: 0 },
  words: { minWidth: 0, flexGrow: 1, flexBasis: '240px', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type Known = keyof typeof english.permission
type RowState = keyof typeof english.row

const TONES: Record<RowState, Tone> = { granted: 'good', missing: 'warning', unproven: 'quiet' }

/** Each permission, what it is for, and whether the app has it. */
export function PermissionList({ consent }: { consent: Consent }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <ul className={styles.list} aria-label={t('consent.list')}>
      {consent.required.map(({ permission, granted, needed }) => {
        const state: RowState = granted ? 'granted' : consent.state === 'unproven' ? 'unproven' : 'missing'
        return (
          <li key={permission} className={styles.row}>
            <span className={styles.mark}>
              <StatusMark
                tone={!needed && !granted ? 'quiet' : TONES[state]}
                text={t(`consent.row.${state}`)}
              />
            </span>
            <span className={styles.words}>
              <Text>{t(`consent.permission.${PURPOSES[permission] ?? 'other'}`)}</Text>{' '}
              <Text size={200} className={styles.quiet}>
                <Verbatim>{permission}</Verbatim>
                {!needed && ` · ${t('consent.optional')}`}
              </Text>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** Those we have words for. */
const PURPOSES: Readonly<Record<string, Known>> = {
  'Chat.Read.All': 'Chat.Read.All',
  'User.Read.All': 'User.Read.All',
  'Organization.Read.All': 'Organization.Read.All',
  'GroupMember.Read.All': 'GroupMember.Read.All',
  'Chat.ReadWrite.All': 'Chat.ReadWrite.All',
  'Reports.Read.All': 'Reports.Read.All',
  'Mail.Send': 'Mail.Send',
}
