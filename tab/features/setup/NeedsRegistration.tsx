import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/LinkButton.tsx'
import { addressOf } from './steps.ts'

/** Someone came here by a link, before there is an app to speak of. */
export function NeedsRegistration() {
  const { t } = useTranslation()
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t('setup.needs.register')}</MessageBarBody>
      <MessageBarActions>
        <LinkButton size="small" to={addressOf('register')}>
          {t('setup.needs.to')}
        </LinkButton>
      </MessageBarActions>
    </MessageBar>
  )
}
