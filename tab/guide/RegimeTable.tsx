import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { formatMoney, formatPrice, priceOf } from '../format/money.ts'
import { useGuideWords } from './words.ts'

/** Facts: graph.md 2.2 (Learn: Payment models and licensing requirements for Microsoft Teams APIs). */
const PRICE = '0.00075'
const CURRENCY = 'USD'
const COST = priceOf(100_000, PRICE)

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', maxWidth: '860px' },
  title: { margin: 0, breakAfter: 'avoid' },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: '12px',
  },
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: '12px 14px',
    breakInside: 'avoid',
  },
  facts: { margin: '8px 0 0', display: 'flex', flexDirection: 'column', gap: '8px' },
  term: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Charged or not: what each means and how to tell which of them it is. */
export function RegimeTable({ heading = 'h3' }: { heading?: 'h2' | 'h3' }) {
  const styles = useStyles()
  const { regime } = useGuideWords().billing
  return (
    <div className={styles.root}>
      <Subtitle2 as={heading} className={styles.title}>
        {regime.title}
      </Subtitle2>
      <div className={styles.pair}>
        <Regime
          title={regime.after}
          facts={[
            [regime.when, regime.afterWhen],
            [regime.price, regime.noPrice],
            [regime.hundred, <Amount key="none" amount="0" text={formatMoney('0', CURRENCY)} />],
            [regime.link, regime.afterLink],
            [regime.tell, regime.afterTell],
          ]}
        />
        <Regime
          title={regime.before}
          facts={[
            [regime.when, regime.beforeWhen],
            [regime.price, <Amount key="one" amount={PRICE} text={formatPrice(PRICE, CURRENCY)} />],
            [regime.hundred, <Amount key="all" amount={COST} text={formatMoney(COST, CURRENCY)} />],
            [regime.link, regime.beforeLink],
            [regime.tell, regime.beforeTell],
          ]}
        />
      </div>
      <Text size={200} className={styles.quiet}>
        {regime.clouds}
      </Text>
    </div>
  )
}

function Regime({ title, facts }: { title: string; facts: [string, ReactNode][] }) {
  const styles = useStyles()
  return (
    <div className={styles.card}>
      <Text weight="semibold">{title}</Text>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className={styles.term}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Amount({ amount, text }: { amount: string; text: string }) {
  return <data value={amount}>{text}</data>
}
