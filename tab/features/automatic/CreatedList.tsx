import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Connection, CreatedObject, Setup } from '../../../server/contract/index.ts'
import { Name } from '../../components/Verbatim.tsx'
import { formatParts } from '../../format/number.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  name: { overflowWrap: 'anywhere' },
})

/** What a setup made in Microsoft 365, each object once however often it was written down. */
export function CreatedList({ created, label }: { created: readonly CreatedObject[]; label: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <ul className={styles.list} aria-label={label}>
      {onceEach(created).map(({ kind, id, name }) => (
        <li key={id}>
          <Text>{t(`automatic.kind.${kind}`)}</Text>{' '}
          <Text className={styles.name}>
            <Name>{name}</Name>
          </Text>
        </li>
      ))}
    </ul>
  )
}

function onceEach(created: readonly CreatedObject[]): CreatedObject[] {
  const seen = new Map(created.map((one) => [`${one.kind} ${one.name}`, one]))
  return [...seen.values()]
}

/** Of ours to remove; temporary permissions are removed in another way. */
export function removable(created: readonly CreatedObject[]): CreatedObject[] {
  return created.filter(({ kind }) => kind !== 'delegated-grant')
}

/** Whose permissions are still granted; empty when no one's are. */
export function lendersOf(created: readonly CreatedObject[]): string {
  const names = created.filter(({ kind }) => kind === 'delegated-grant').map(({ name }) => name)
  return formatParts([...new Set(names)])
}

/** What may be taken back: all that was made, but for what a connection that is saved lives on. */
export function undoable(
  { created }: Pick<Setup, 'created'>,
  connection: Pick<Connection, 'credential' | 'applicationId'>,
): CreatedObject[] {
  return removable(created).filter((entry) => !isInUse(entry, connection))
}

/** Of the app that is connected everything is, but for a secret or certificate that came after the one in use. */
function isInUse(
  { kind, at, applicationId }: CreatedObject,
  connection: Pick<Connection, 'credential' | 'applicationId'>,
): boolean {
  if (connection.credential === null) return false
  const isOlder = at <= connection.credential.setAt
  if (applicationId === null) return isOlder
  if (applicationId !== connection.applicationId?.toLowerCase()) return false
  return isOlder || (kind !== 'secret' && kind !== 'certificate')
}
