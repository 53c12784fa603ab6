import { Badge, makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { Checkmark16Filled } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { OperatorRole, Roles } from '../../../server/contract/index.ts'
import { useActionWords } from './use-action-words.ts'

const useStyles = makeStyles({
  list: { display: 'grid', gap: '12px', margin: 0, padding: 0, listStyleType: 'none' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  mine: { border: `2px solid ${tokens.colorCompoundBrandStroke}`, padding: '11px' },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: '8px' },
  title: { margin: 0 },
  about: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'grid', gap: '4px', margin: 0, padding: 0, listStyleType: 'none' },
  action: { display: 'flex', gap: '8px', alignItems: 'flex-start' },
  icon: { flexShrink: 0, marginTop: '2px', color: tokens.colorBrandForeground1 },
})

/** The same table where there is no room for columns: one card a role, the operator's own first. */
export function RoleCards({ table }: { table: Roles }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const isMine = (role: OperatorRole) => table.mine.includes(role)
  const own = table.roles.filter(isMine)
  const others = table.roles.filter((role) => !isMine(role))
  return (
    <ul className={styles.list} aria-label={t('settings.roles.tableLabel')}>
      {[...own, ...others].map((role) => (
        <RoleCard key={role} role={role} mine={isMine(role)} table={table} />
      ))}
    </ul>
  )
}

function RoleCard({ role, mine, table }: { role: OperatorRole; mine: boolean; table: Roles }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useActionWords()
  const allowed = table.actions.filter(({ roles }) => roles.includes(role))
  return (
    <li className={mergeClasses(styles.card, mine && styles.mine)}>
      <div className={styles.head}>
        <Subtitle2 as="h3" className={styles.title}>
          {t(`role.${role}`)}
        </Subtitle2>
        {mine && <Badge>{t('settings.roles.you')}</Badge>}
      </div>
      <Text className={styles.about}>{t(`settings.about.${role}`)}</Text>
      <ul className={styles.actions} aria-label={t('settings.roles.allowed')}>
        {allowed.map(({ action }) => (
          <li key={action} className={styles.action}>
            <Checkmark16Filled className={styles.icon} aria-hidden />
            <span>{words(action)}</span>
          </li>
        ))}
      </ul>
    </li>
  )
}
