import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(132px, 100%), 1fr))',
    gap: '16px',
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: {
    margin: '2px 0 0',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    // Words remain whole as long as they fit a line of their own.
    overflowWrap: 'break-word',
    hyphens: 'auto',
  },
})

export interface Fact {
  name: string
  value: ReactNode
}

/** Numbers with their names, in columns that fit and are the same in each list of a card. */
export function Facts({ facts }: { facts: Fact[] }) {
  const styles = useStyles()
  return (
    <dl className={styles.root}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
