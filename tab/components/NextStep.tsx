import { useTranslation } from 'react-i18next'
import { useConnection } from '../api/connection.ts'
import { LinkButton } from './LinkButton.tsx'
import { MayNot } from './MayNot.tsx'
import { useWhyNot } from './permissions.ts'

/** Where nothing is yet: the one step that brings it, or who may take it. */
export function NextStep() {
  const { t } = useTranslation()
  const connection = useConnection().data
  const action = connection?.status === 'none' ? 'connection.save' : 'run.start'
  const mayNot = useWhyNot(action) !== undefined
  if (!connection) return null
  if (mayNot) return <MayNot action={action} />
  if (action === 'run.start') return <LinkButton to="/">{t('state.toBackup')}</LinkButton>
  return <LinkButton to="/connection">{t('state.toConnection')}</LinkButton>
}
