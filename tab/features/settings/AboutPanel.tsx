import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/context.tsx'
import { CopyField } from '../../components/CopyField.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Name, Verbatim } from '../../components/Verbatim.tsx'

/** What whoever is asked for help wants to know first. */
export function AboutPanel() {
  const { t } = useTranslation()
  const { tenantId, name } = useMe()
  const version: string = import.meta.env.VITE_VERSION
  const { origin } = window.location
  return (
    <Panel title={t('settings.app.title')}>
      <Facts
        facts={[
          { name: t('settings.app.version'), value: <Verbatim>{version}</Verbatim> },
          { name: t('settings.app.account'), value: <Name>{name}</Name> },
          {
            name: t('settings.app.address'),
            value: <CopyField value={origin} what={t('settings.app.address')} />,
          },
          {
            name: t('settings.app.tenant'),
            value: <CopyField value={tenantId} what={t('settings.app.tenant')} />,
          },
        ]}
      />
    </Panel>
  )
}
