import { makeStyles, Text } from '@fluentui/react-components'
import { ShieldLock48Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Roles as RolesAnswer } from '../../../server/contract/index.ts'
import { Panel } from '../../components/Panel.tsx'
import { useRoleNames } from '../../components/permissions.ts'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { NARROW, useMediaQuery } from '../../components/use-media-query.ts'
import { useRoles } from './api/roles.ts'
import { RoleCards } from './RoleCards.tsx'
import { RoleTable } from './RoleTable.tsx'

const useStyles = makeStyles({ mine: { display: 'block', marginBottom: '12px' } })

export function RolesPanel() {
  const { t } = useTranslation()
  const query = useRoles()
  return (
    <Panel title={t('settings.roles.title')}>
      <StateView query={query} skeleton={<RowsSkeleton rows={8} what={t('settings.roles.loading')} />}>
        {(table) => (table.actions.length === 0 ? <NoActions /> : <Roles table={table} />)}
      </StateView>
    </Panel>
  )
}

function Roles({ table }: { table: RolesAnswer }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const narrow = useMediaQuery(NARROW)
  const roles = useRoleNames()
  const count = table.mine.length
  return (
    <>
      <Text className={styles.mine}>
        {count === 0 ? t('settings.roles.none') : t('settings.roles.mine', { count, roles })}
      </Text>
      {narrow ? <RoleCards table={table} /> : <RoleTable table={table} />}
    </>
  )
}

function NoActions() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<ShieldLock48Regular />}
      title={t('settings.roles.empty')}
      text={t('settings.roles.emptyText')}
    />
  )
}
