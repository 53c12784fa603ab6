import { makeStyles, Text, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({ hint: { display: 'block', color: tokens.colorNeutralForeground2 } })

/** The label of a choice, and beneath it what choosing it means. */
export function LabelWithHint({ label, hint }: { label: string; hint: string }) {
  const styles = useStyles()
  return (
    <>
      <Text weight="semibold">{label}</Text>
      <Text size={200} className={styles.hint}>
        {hint}
      </Text>
    </>
  )
}
