import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CopyButton } from './CopyButton.tsx'

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: '4px', maxWidth: '100%', minWidth: 0 },
  text: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
})

/** A value to read and to take along. */
export function CopyField({ value, what }: { value: string; what: string }) {
  const styles = useStyles()
  return (
    <span className={styles.root}>
      <Text font="monospace" size={200} className={styles.text}>
        {value}
      </Text>
      <CopyButton text={value} what={what} />
    </span>
  )
}
