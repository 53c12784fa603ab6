import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { Run } from '../../../server/contract/index.ts'
import { useCost } from '../../components/cost.ts'

const useStyles = makeStyles({
  amount: { whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Money, or that none is charged: an amount of nothing would be read as a price. `whole`: with what it would be. */
export function RunCost({ run, whole = false }: { run: Run; whole?: boolean }) {
  const styles = useStyles()
  const { text, wouldBe } = useCost(run).amount(run.totals.charged)
  return (
    <>
      <data className={styles.amount} value={run.cost}>
        {text}
      </data>
      {whole && wouldBe && (
        <Text size={200} block className={styles.quiet}>
          {wouldBe}
        </Text>
      )}
    </>
  )
}
