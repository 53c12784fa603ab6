import { Link, makeStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/context.tsx'
import { CopyField } from '../../components/CopyField.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Name, Verbatim } from '../../components/Verbatim.tsx'

const useStyles = makeStyles({
  links: { display: 'flex', flexWrap: 'wrap', gap: '8px 24px', marginTop: '16px' },
})

/** Pages of the product that need no sign-in. */
const PAGES = {
  privacy: '/privacy.html',
  terms: '/terms.html',
  support: '/support.html',
  notices: '/third-party-notices.txt',
} as const
type Page = keyof typeof PAGES

/** What anyone who is asked for help wants to know first. */
export function AboutPanel() {
  const { t } = useTranslation()
  const styles = useStyles()
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
      <div className={styles.links}>
        {(Object.keys(PAGES) as Page[]).map((page) => (
          <Link key={page} href={PAGES[page]} target="_blank" rel="noopener">
            {t(`settings.app.${page}`)}
          </Link>
        ))}
      </div>
    </Panel>
  )
}
