import { Field, makeStyles, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preferences } from '../../../server/contract/index.ts'
import { usePreferences, useSetPreferences } from '../../api/preferences.ts'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { nameOfLanguage } from '../../format/language.ts'
import { useHost } from '../../host/use-host.ts'
import { setLocale } from '../../i18n/index.ts'
import { SPOKEN } from '../../i18n/languages.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  choices: { marginInlineStart: '-8px' },
})

const LANGUAGES = SPOKEN.map((value) => ({ value, name: nameOfLanguage(value) }))

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

function LanguageChoice({ language }: Pick<Preferences, 'language'>) {
  const { t } = useTranslation()
  const styles = useStyles()
  const host = useHost()
  const save = useSetPreferences()
  // Follows the stored choice, so that one the server refused goes back.
  useEffect(() => {
    void setLocale(language ?? host.locale)
  }, [language, host])
  const choose = (value: string) =>
    // A test holds that the server takes each language there is a folder for.
    save.mutate({ language: value === AUTOMATIC ? null : (value as Preferences['language']) })
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
