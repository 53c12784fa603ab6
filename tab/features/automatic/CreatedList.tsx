import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Connection, CreatedObject, Onboarding } from '../../../server/http/contract.ts'
import { Name } from '../../components/Verbatim.tsx'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  name: { overflowWrap: 'anywhere' },
})

/** What a setup made at Microsoft, each object once however often it was written down. */
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

/** Of ours to remove; lent rights are given back in another way. */
export function removable(created: readonly CreatedObject[]): CreatedObject[] {
  return created.filter(({ kind }) => kind !== 'delegated-grant')
}

/** What a connection that is saved lives on was made before it was, and stays. */
export function undoable(
  { created }: Pick<Onboarding, 'created'>,
  { credential }: Pick<Connection, 'credential'>,
): CreatedObject[] {
  return removable(created).filter(({ at }) => credential === null || at > credential.setAt)
}
