import { Button, Field, makeStyles, Select, Tab, TabList, Text, tokens } from '@fluentui/react-components'
import { ArrowDownload20Regular, DataBarVerticalRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Usage, UsageBy } from '../../../server/contract/index.ts'
import { Bars } from '../../components/Bars.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { useNow } from '../../components/use-now.ts'
import { formatNumber } from '../../format/number.ts'
import { monthName, shortDay } from '../../format/time.ts'
import { type UsageAsked, useDownloadUsage, useUsage } from './api/usage.ts'
import { daysOf, SPANS, SPANS_OF_DAYS, type Span, slotsOf } from './spans.ts'
import { UsageTable } from './UsageTable.tsx'
import { useAmountOf } from './use-amount-of.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  choices: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '8px 16px' },
  tabs: { flexGrow: 1, flexShrink: 1, flexWrap: 'wrap', minWidth: 0, marginInlineStart: '-12px' },
  span: { minWidth: '160px' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const VIEWS: readonly UsageBy[] = ['day', 'month', 'person', 'run', 'chat-type']

/** What was charged, from four sides: each has the same messages. */
export function Charged() {
  const { t } = useTranslation()
  const styles = useStyles()
  const [by, setBy] = useState<UsageBy>('day')
  const [chosen, setChosen] = useState<Span>('month')
  const now = useNow()
  const spans = spansOf(by)
  const span = spans.includes(chosen) ? chosen : (spans[0] ?? 'year')
  const asked: UsageAsked = { by, ...daysOf(span, now) }
  const query = useUsage(asked)
  const download = useDownloadUsage()
  return (
    <Panel
      title={t('usage.page.charged')}
      aside={
        <Button
          size="small"
          icon={<ArrowDownload20Regular />}
          disabledFocusable={download.isPending || !query.data}
          onClick={() => download.mutate(asked)}
        >
          {t('usage.page.csv')}
        </Button>
      }
    >
      <div className={styles.root}>
        {download.isError && <ProblemBar error={download.error} />}
        <div className={styles.choices}>
          <TabList
            className={styles.tabs}
            selectedValue={by}
            onTabSelect={(_, { value }) => setBy(value as UsageBy)}
            aria-label={t('usage.page.view')}
          >
            {VIEWS.map((view) => (
              <Tab key={view} value={view}>
                {t(`usage.page.by.${view}`)}
              </Tab>
            ))}
          </TabList>
          {spans.length > 1 && (
            <Field label={t('usage.page.span')} className={styles.span}>
              <Select value={span} onChange={(_, { value }) => setChosen(value as Span)}>
                {spans.map((one) => (
                  <option key={one} value={one}>
                    {t(`usage.page.spans.${one}`)}
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </div>
        <StateView query={query} skeleton={<RowsSkeleton rows={6} what={t('usage.page.loading')} />}>
          {(usage) =>
            usage.items.length === 0 ? (
              <EmptyState icon={<DataBarVerticalRegular />} text={t('usage.page.none')} />
            ) : (
              <>
                <ChartOf asked={asked} usage={usage} />
                <UsageTable by={by} usage={usage} />
                {by === 'chat-type' && (
                  <Text size={200} className={styles.quiet}>
                    {t('spending.kinds.means')}
                  </Text>
                )}
                <Text size={200} className={styles.quiet}>
                  {t('usage.page.utc')}
                </Text>
              </>
            )
          }
        </StateView>
      </div>
    </Panel>
  )
}

/** Months are shown for a whole year, days for what has room for a bar each. */
function spansOf(by: UsageBy): readonly Span[] {
  if (by === 'month') return ['year']
  return by === 'day' ? SPANS_OF_DAYS : SPANS
}

function ChartOf({ asked, usage }: { asked: UsageAsked; usage: Usage }) {
  const { by } = asked
  if (by === 'day' || by === 'month') return <Chart asked={{ ...asked, by }} usage={usage} />
  return null
}

function Chart({ asked, usage }: { asked: UsageAsked & { by: 'day' | 'month' }; usage: Usage }) {
  const { t } = useTranslation()
  const amountOf = useAmountOf(usage.currency)
  const charged = new Map(usage.items.map((item) => [item.key, item]))
  const nameOf = asked.by === 'day' ? shortDay : monthName
  const bars = slotsOf(asked.by, asked).map((key) => {
    const { messages, cost } = charged.get(key) ?? { messages: 0, cost: '0.00' }
    const when = nameOf(key)
    const said = t('usage.page.bar', { when, count: messages, n: formatNumber(messages) })
    return { key, value: messages, mark: when, said: `${said} · ${amountOf(cost)}` }
  })
  const most = usage.items.reduce((best, item) => (item.messages > best.messages ? item : best))
  const total = t('usage.page.total', { count: usage.total, n: formatNumber(usage.total) })
  return (
    <Bars
      bars={bars}
      label={t('usage.page.chartLabel', { n: formatNumber(usage.total), when: nameOf(most.key) })}
      total={`${total} · ${amountOf(usage.cost)}`}
    />
  )
}
