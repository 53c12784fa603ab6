import { Badge, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { Verbatim } from '../components/Verbatim.tsx'
import { PERMISSIONS } from './steps.ts'
import { useGuideWords } from './words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', maxWidth: '860px' },
  title: { margin: 0, breakAfter: 'avoid' },
  list: { margin: 0, display: 'flex', flexDirection: 'column' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 16px',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    breakInside: 'avoid',
  },
  name: {
    flex: '1 1 180px',
    minWidth: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 8px',
    alignContent: 'start',
  },
  code: { overflowWrap: 'anywhere' },
  about: { flex: '3 1 300px', minWidth: 0, margin: 0, display: 'flex', flexDirection: 'column', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface PermissionTableProps {
  /** Only those Chatvault cannot do without were chosen: the others are told as what is missing. */
  leastSet?: boolean | undefined
  heading?: 'h2' | 'h3'
}

/** Each permission in plain words: what for, and what breaks without it. */
export function PermissionTable({ leastSet = true, heading = 'h3' }: PermissionTableProps) {
  const styles = useStyles()
  const { permissions } = useGuideWords()
  const { list } = permissions
  return (
    <div className={styles.root}>
      <Subtitle2 as={heading} className={styles.title}>
        {list.title}
      </Subtitle2>
      <Text>{list.leastText}</Text>
      <dl className={styles.list}>
        {PERMISSIONS.map(({ name, least, ticked }) => (
          <div key={name} className={styles.row}>
            <dt className={styles.name}>
              <Text weight="semibold" font="monospace" className={styles.code}>
                <Verbatim>{name}</Verbatim>
              </Text>
              <Badge appearance="outline" color={least ? 'brand' : 'informative'}>
                {least ? list.least : name === 'Organization.Read.All' ? list.none : list.more}
              </Badge>
            </dt>
            <dd className={styles.about}>
              <Text>{permissions.permission[name].purpose}</Text>
              <Text
                className={leastSet && ticked && !least ? undefined : styles.quiet}
                weight={leastSet && ticked && !least ? 'semibold' : 'regular'}
              >
                {list.without}: {permissions.permission[name].without}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
      <Text size={200} className={styles.quiet}>
        {list.notProtected}
      </Text>
    </div>
  )
}
