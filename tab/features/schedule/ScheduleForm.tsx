import {
  Button,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schedule } from '../../../server/contract/index.ts'
import type { useSetSchedule } from '../../api/schedule.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useDebounced } from '../../components/use-debounced.ts'
import { browserZone } from '../../format/zones.ts'
import { type Choice, choiceOf, cronOf, PATTERNS } from './choice.ts'
import { NextTimes } from './NextTimes.tsx'
import { TimeFields } from './TimeFields.tsx'
import { ZoneField } from './ZoneField.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '640px' },
  // Their marks stand at the fields' edge, not their padding.
  outdented: { marginInlineStart: '-8px' },
  hint: { color: tokens.colorNeutralForeground2 },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center', minHeight: '32px' },
})

interface ScheduleFormProps {
  schedule: Schedule
  save: ReturnType<typeof useSetSchedule>
}

/** On or off, and when. Nothing changes until it is saved. */
export function ScheduleForm({ schedule, save }: ScheduleFormProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const before = choiceOf(schedule, browserZone())
  const [choice, setChoice] = useState(before)
  const change = (to: Partial<Choice>) => setChoice({ ...choice, ...to })
  const cron = cronOf(choice)
  const { enabled, timeZone } = choice
  const changed =
    enabled !== before.enabled || cron !== cronOf(before) || (enabled && timeZone !== before.timeZone)
  const strategy = schedule.strategy === null ? {} : { strategy: schedule.strategy }
  const blocked = () => {
    if (cron === undefined) return t('schedule.needTime')
    return changed ? undefined : t('schedule.unchanged')
  }
  const shown = useDebounced(cron)
  return (
    <div className={styles.root}>
      <Field hint={t('schedule.onHint')}>
        <Switch
          className={styles.outdented}
          label={t('schedule.on')}
          checked={enabled}
          onChange={(_, { checked }) => change({ enabled: checked })}
        />
      </Field>
      {enabled && (
        <>
          <Field label={t('schedule.when')}>
            <RadioGroup
              className={styles.outdented}
              value={choice.pattern}
              onChange={(_, { value }) => change(withPattern(choice, value))}
            >
              {PATTERNS.map((pattern) => (
                <Radio
                  key={pattern}
                  value={pattern}
                  label={
                    pattern === 'hours' ? (
                      <>
                        {t('schedule.pattern.hours')}
                        <Text block size={200} className={styles.hint}>
                          {t('schedule.hoursAdvice')}
                        </Text>
                      </>
                    ) : (
                      t(`schedule.pattern.${pattern}`)
                    )
                  }
                />
              ))}
            </RadioGroup>
          </Field>
          <TimeFields choice={choice} onChange={change} />
          <ZoneField
            zone={timeZone}
            saved={schedule.timeZone}
            onChange={(zone) => change({ timeZone: zone })}
          />
          {shown !== undefined && <NextTimes cron={shown} timeZone={timeZone} />}
          <Text size={200} className={styles.hint}>
            {t('schedule.clocks')}
          </Text>
        </>
      )}
      <div className={styles.bar}>
        <GuardedButton
          action="schedule.set"
          appearance={changed ? 'primary' : 'secondary'}
          blocked={blocked()}
          disabledFocusable={save.isPending}
          onClick={() => cron !== undefined && save.mutate({ enabled, cron, timeZone, ...strategy })}
        >
          {t('schedule.save')}
        </GuardedButton>
        {changed && (
          <Button appearance="subtle" onClick={() => setChoice(before)}>
            {t('schedule.discard')}
          </Button>
        )}
        <Text role="status">{save.isSuccess && !changed ? t('schedule.saved') : ''}</Text>
      </div>
      {save.isError && <ProblemBar error={save.error} />}
    </div>
  )
}

/** Who turns to the line begins with what was chosen so far. */
function withPattern(choice: Choice, value: string): Partial<Choice> {
  const pattern = PATTERNS.find((each) => each === value) ?? choice.pattern
  return pattern === 'cron' ? { pattern, cron: cronOf(choice) ?? choice.cron } : { pattern }
}
