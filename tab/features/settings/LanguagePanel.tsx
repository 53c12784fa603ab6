import { Field, makeStyles, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreferences, useSetPreferences } from '../../api/preferences.ts'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { useHost } from '../../host/use-host.ts'
import { setLocale } from '../../i18n/index.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  choices: { marginInlineStart: '-8px' },
})

/** Languages name themselves: whoever is lost in a foreign one must still find theirs. */
const LANGUAGES = [
  { value: 'en', name: 'English' },
  { value: 'de', name: 'Deutsch' },
] as const

const AUTOMATIC = 'automatic'

export function LanguagePanel() {
  const { t } = useTranslation()
  const query = usePreferences()
  return (
    <Panel title={t('settings.language.title')}>
      <StateView query={query} skeleton={<LinesSkeleton lines={3} what={t('settings.language.title')} />}>
        {({ language }) => <LanguageChoice language={language} />}
      </StateView>
    </Panel>
  )
}

function LanguageChoice({ language }: { language: 'en' | 'de' | null }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const host = useHost()
  const save = useSetPreferences()
  // Follows the stored choice, so that one the server refused goes back.
  useEffect(() => {
    void setLocale(language ?? host.locale)
  }, [language, host])
  const choose = (value: string) =>
    save.mutate({ language: LANGUAGES.find((it) => it.value === value)?.value ?? null })
  return (
    <div className={styles.root}>
      <Field hint={t('settings.language.kept')}>
        <RadioGroup
          className={styles.choices}
          aria-label={t('settings.language.label')}
          value={language ?? AUTOMATIC}
          onChange={(_, { value }) => choose(value)}
        >
          <Radio
            value={AUTOMATIC}
            label={t('settings.language.automatic', { where: host.name ?? t('settings.language.browser') })}
          />
          {LANGUAGES.map(({ value, name }) => (
            <Radio key={value} value={value} label={<span lang={value}>{name}</span>} />
          ))}
        </RadioGroup>
      </Field>
      {save.isError && <ProblemBar error={save.error} />}
      <Text role="status">{save.isSuccess ? t('settings.language.saved') : ''}</Text>
    </div>
  )
}
