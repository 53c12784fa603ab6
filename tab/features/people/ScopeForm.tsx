import { Button, Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scope } from '../../../server/contract/index.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { formatNumber } from '../../format/number.ts'
import { useSetScope } from './api/scope.ts'
import { type Choice, choiceOf, isChanged, isEmpty, scopeOf, toggled } from './choice.ts'
import { PeopleList } from './PeopleList.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  hint: { display: 'block', color: tokens.colorNeutralForeground2 },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center', minHeight: '32px' },
})

/** What may be changed is a form; who may not change it reads the same as facts. */
export function ScopeForm({ scope }: { scope: Scope }) {
  const mayNot = useWhyNot('scope.set') !== undefined
  return mayNot ? <ScopeToRead scope={scope} /> : <ScopeToChange scope={scope} />
}

function ScopeToRead({ scope }: { scope: Scope }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const choice = choiceOf(scope)
  const mode = choice.mode === 'all' ? 'everyone' : 'chosen'
  return (
    <div className={styles.root}>
      <div>
        <Text weight="semibold">{t(`people.${mode}`)}</Text>
        <Text size={200} className={styles.hint}>
          {mode === 'everyone'
            ? t('people.everyoneHint')
            : t('people.selected', { count: choice.chosen.size, n: formatNumber(choice.chosen.size) })}
        </Text>
      </div>
      <MayNot action="scope.set" />
      <PeopleList choice={choice} />
    </div>
  )
}

/** Everyone, or chosen people; nothing changes until it is saved. */
function ScopeToChange({ scope }: { scope: Scope }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [choice, setChoice] = useState<Choice>(() => choiceOf(scope))
  const save = useSetScope()
  const changed = isChanged(choice, scope)
  const empty = isEmpty(choice, scope)
  return (
    <div className={styles.root}>
      <RadioGroup
        aria-label={t('people.title')}
        value={choice.mode}
        onChange={(_, { value }) => setChoice({ ...choice, mode: value === 'all' ? 'all' : 'selected' })}
      >
        <Radio
          value="all"
          label={<ModeLabel title={t('people.everyone')} hint={t('people.everyoneHint')} />}
        />
        <Radio
          value="selected"
          label={<ModeLabel title={t('people.chosen')} hint={t('people.chosenHint')} />}
        />
      </RadioGroup>
      <PeopleList choice={choice} onToggle={(id, list) => setChoice(toggled(choice, id, list))} />
      <Field {...(empty ? { validationMessage: t('people.needOne'), validationState: 'none' as const } : {})}>
        <div className={styles.bar}>
          <GuardedButton
            action="scope.set"
            appearance={changed ? 'primary' : 'secondary'}
            blocked={empty ? t('people.needOne') : changed ? undefined : t('people.unchanged')}
            disabledFocusable={save.isPending}
            onClick={() => save.mutate(scopeOf(choice, scope))}
          >
            {t('people.save')}
          </GuardedButton>
          {changed && (
            <Button appearance="subtle" onClick={() => setChoice(choiceOf(scope))}>
              {t('people.discard')}
            </Button>
          )}
          {choice.mode === 'selected' && (
            <Text>
              {t('people.selected', { count: choice.chosen.size, n: formatNumber(choice.chosen.size) })}
            </Text>
          )}
          <Text role="status">{save.isSuccess && !changed ? t('people.saved') : ''}</Text>
        </div>
      </Field>
      {save.isError && <ProblemBar error={save.error} />}
    </div>
  )
}

function ModeLabel({ title, hint }: { title: string; hint: string }) {
  const styles = useStyles()
  return (
    <>
      <Text weight="semibold">{title}</Text>
      <Text size={200} className={styles.hint}>
        {hint}
      </Text>
    </>
  )
}
