import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CopyButton } from './CopyButton.tsx'
import { Verbatim } from './Verbatim.tsx'

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: '4px', maxWidth: '100%', minWidth: 0 },
  text: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
})

interface CopyFieldProps {
  value: string
  /** Names it for those who do not see the icon. */
  what: string
  /** Words in the reader's language, not an id or an address. */
  sentence?: boolean
}

/** A value to read and to take along. */
export function CopyField({ value, what, sentence = false }: CopyFieldProps) {
  const styles = useStyles()
  return (
    <span className={styles.root}>
      <Text font={sentence ? 'base' : 'monospace'} size={200} className={styles.text}>
        {sentence ? value : <Verbatim>{value}</Verbatim>}
      </Text>
      <CopyButton text={value} what={what} />
    </span>
  )
}
