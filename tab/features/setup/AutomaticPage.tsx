import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useChangeSetup } from '../../api/setup.ts'
import { BackLink } from '../../components/BackLink.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Page } from '../../components/Page.tsx'
import { addressOf } from './steps.ts'

/** Around the way that does it all; the other way is one click away. */
export function AutomaticPage({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const set = useChangeSetup()
  const leave = () => set.mutate({ way: 'manual' }, { onSuccess: () => void navigate(addressOf('register')) })
  return (
    <Page
      title={t('setup.automaticTitle')}
      before={<BackLink to={addressOf('start')}>{t('setup.title')}</BackLink>}
      actions={
        <GuardedButton
          appearance="subtle"
          action="setup.manage"
          disabledFocusable={set.isPending}
          onClick={leave}
        >
          {t('setup.nav.toManual')}
        </GuardedButton>
      }
    >
      {children}
    </Page>
  )
}
