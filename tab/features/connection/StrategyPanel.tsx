import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SetStrategy, StrategyChoice } from '../../../server/contract/index.ts'
import { useSetStrategy, useStrategy } from '../../api/strategy.ts'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { formatNumber } from '../../format/number.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '640px' },
  choices: { marginInlineStart: '-8px', display: 'flex', flexDirection: 'column', gap: '4px' },
  choice: { display: 'flex', flexDirection: 'column', gap: '2px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const STRATEGIES = ['pay-once', 'complete'] as const

/** What backups ask mailboxes for. It can be changed at any time: neither way loses a message, or archives one twice. */
export function StrategyPanel() {
  const { t } = useTranslation()
  const query = useStrategy()
  return (
    <Panel title={t('connection.strategy.title')}>
      <StateView query={query} skeleton={<LinesSkeleton lines={5} what={t('connection.strategy.title')} />}>
        {(choice) => <Choice {...choice} />}
      </StateView>
    </Panel>
  )
}

function Choice({ strategy, archived }: StrategyChoice) {
  const { t } = useTranslation()
  const styles = useStyles()
  const save = useSetStrategy()
  const whyNot = useWhyNot('quota.set')
  return (
    <div className={styles.root}>
      {whyNot === undefined ? (
        <Field hint={t('connection.strategy.both')}>
          <RadioGroup
            className={styles.choices}
            aria-label={t('connection.strategy.title')}
            value={strategy}
            // Fluent gives back one of the values below.
            onChange={(_, { value }) => save.mutate({ strategy: value as SetStrategy['strategy'] })}
          >
            {STRATEGIES.map((one) => (
              <Radio key={one} value={one} label={<Label of={one} />} />
            ))}
          </RadioGroup>
        </Field>
      ) : (
        <Label of={strategy} />
      )}
      {archived && archived.copies > archived.messages && (
        <Text>{t('connection.strategy.here', saving(archived))}</Text>
      )}
      {whyNot !== undefined && <Text className={styles.quiet}>{whyNot}</Text>}
      {save.isError && <ProblemBar error={save.error} />}
      <Text role="status">{save.isSuccess ? t('connection.strategy.saved') : ''}</Text>
    </div>
  )
}

function Label({ of }: { of: (typeof STRATEGIES)[number] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <span className={styles.choice}>
      <span>{t(`connection.strategy.${of}`)}</span>
      <Text size={200} className={styles.quiet}>
        {t(`connection.strategy.about.${of}`)}
      </Text>
    </span>
  )
}

function saving({ messages, copies }: { messages: number; copies: number }) {
  const times = formatNumber(Math.round((copies / messages) * 10) / 10)
  return { count: messages, messages: formatNumber(messages), copies: formatNumber(copies), times }
}
