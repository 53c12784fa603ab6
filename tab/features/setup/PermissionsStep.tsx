import {
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LabelWithHint } from '../../components/LabelWithHint.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { Verbatim } from '../../components/Verbatim.tsx'
import { PERMISSIONS } from '../../guide/steps.ts'
import { useGuideWords } from '../../guide/words.ts'
import { Instructions } from './Instructions.tsx'
import { StepFoot } from './StepFoot.tsx'
import { StepNotice } from './StepNotice.tsx'
import { StepPage } from './StepPage.tsx'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  kinds: { marginInlineStart: '-8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  foot: { display: 'flex', flexDirection: 'column', gap: '16px' },
})

/** What the app asks for: only what is needed, with what is then unavailable, or the wider set. */
export function PermissionsStep({ control }: { control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { setup, set } = control
  // Shown at once: the answer is a moment away.
  const [leastSet, setLeastSet] = useState(setup.leastSet)
  const choose = (least: boolean) => {
    setLeastSet(least)
    set.mutate({ leastSet: least }, { onError: () => setLeastSet(!least) })
  }
  return (
    <StepPage name="permissions" control={control}>
      <Panel>
        <Field label={t('setup.permission.set')}>
          <RadioGroup
            className={styles.kinds}
            value={leastSet ? 'least' : 'all'}
            onChange={(_, { value }) => choose(value === 'least')}
          >
            <Radio
              value="least"
              label={
                <LabelWithHint label={t('setup.permission.least')} hint={t('setup.permission.leastHint')} />
              }
            />
            <Radio
              value="all"
              label={<LabelWithHint label={t('setup.permission.all')} hint={t('setup.permission.allHint')} />}
            />
          </RadioGroup>
        </Field>
        {set.error && <ProblemBar error={set.error} />}
        {leastSet && <Unavailable />}
      </Panel>
      <Instructions step="permissions" setup={setup} values={{ leastSet }} />
      <Panel>
        <div className={styles.foot}>
          <Text className={styles.quiet}>{t('setup.permission.next')}</Text>
          <StepNotice name="permissions" control={control} />
          <StepFoot name="permissions" control={control} />
        </div>
      </Panel>
    </StepPage>
  )
}

/** What the least set goes without. */
function Unavailable() {
  const { t } = useTranslation()
  const { permission } = useGuideWords().permissions
  return (
    <MessageBar intent="info" layout="multiline" style={{ marginTop: '12px' }}>
      <MessageBarBody>
        <Text weight="semibold">{t('setup.permission.unavailable')}</Text>
        <ul style={{ margin: '4px 0', paddingInlineStart: '20px' }}>
          {PERMISSIONS.filter(({ least, ticked }) => ticked && !least).map(({ name }) => (
            <li key={name}>
              <Verbatim>{name}</Verbatim>: {permission[name].without}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  )
}
