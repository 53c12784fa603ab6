import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Checkmark20Filled } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { OperatorRole, Roles } from '../../../server/contract/index.ts'
import { useActionWords } from './use-action-words.ts'

const EDGE = `1px solid ${tokens.colorNeutralStroke2}`
const MINE = `2px solid ${tokens.colorCompoundBrandStroke}`

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse' },
  head: { padding: '8px 12px', fontWeight: tokens.fontWeightSemibold, verticalAlign: 'bottom' },
  what: { textAlign: 'start', fontWeight: tokens.fontWeightRegular, padding: '8px 12px 8px 0' },
  role: { width: '104px', textAlign: 'center' },
  row: { borderTop: EDGE },
  cell: { textAlign: 'center', padding: '6px 12px' },
  mine: { backgroundColor: tokens.colorBrandBackground2, borderLeft: MINE, borderRight: MINE },
  first: { borderTop: MINE },
  last: { borderBottom: MINE },
  badge: { display: 'flex', justifyContent: 'center', minHeight: '20px', marginBottom: '4px' },
  yes: { display: 'inline-flex', verticalAlign: 'middle', color: tokens.colorBrandForeground1 },
  no: { color: tokens.colorNeutralForeground3 },
})

/** Actions down, roles across; the operator's own columns are framed and named. */
export function RoleTable({ table }: { table: Roles }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useActionWords()
  const last = table.actions.length - 1
  return (
    <table className={styles.table}>
      <caption className="sr-only">{t('settings.roles.tableLabel')}</caption>
      <thead>
        <tr>
          <th scope="col" className={mergeClasses(styles.head, styles.what)}>
            {t('settings.roles.action')}
          </th>
          {table.roles.map((role) => (
            <RoleHead key={role} role={role} mine={table.mine.includes(role)} />
          ))}
        </tr>
      </thead>
      <tbody>
        {table.actions.map(({ action, roles }, index) => (
          <tr key={action} className={styles.row}>
            <th scope="row" className={styles.what}>
              {words(action)}
            </th>
            {table.roles.map((role) => (
              <td
                key={role}
                className={mergeClasses(
                  styles.cell,
                  table.mine.includes(role) && styles.mine,
                  table.mine.includes(role) && index === last && styles.last,
                )}
              >
                <Answer may={roles.includes(role)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RoleHead({ role, mine }: { role: OperatorRole; mine: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <th
      scope="col"
      className={mergeClasses(styles.head, styles.role, mine && styles.mine, mine && styles.first)}
    >
      <span className={styles.badge}>{mine && <Badge>{t('settings.roles.you')}</Badge>}</span>
      {t(`role.${role}`)}
    </th>
  )
}

function Answer({ may }: { may: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <>
      <span aria-hidden className={may ? styles.yes : styles.no}>
        {may ? <Checkmark20Filled /> : '–'}
      </span>
      <span className="sr-only">{t(may ? 'settings.roles.yes' : 'settings.roles.no')}</span>
    </>
  )
}
