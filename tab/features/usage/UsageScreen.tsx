import { makeStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useQuota } from '../../api/quota.ts'
import { ExpectedMessages } from '../../components/ExpectedMessages.tsx'
import '../../i18n/vault-texts.ts'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Charged } from './Charged.tsx'
import { Ledger } from './Ledger.tsx'
import { LimitHistory } from './LimitHistory.tsx'
import { MonthEnd } from './MonthEnd.tsx'
import { UsageCard } from './UsageCard.tsx'

const useStyles = makeStyles({
  now: {
    display: 'grid',
    gap: '16px',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    alignItems: 'start',
  },
})

/** What was charged, what the next backup will add, and every booking behind it. */
export default function UsageScreen() {
  const { t } = useTranslation()
  const styles = useStyles()
  const { data: quota } = useQuota()
  return (
    <Page title={t('usage.page.title')} intro={t('usage.page.intro')}>
      <div className={styles.now}>
        <UsageCard />
        {quota && (
          <Panel title={t('usage.page.next')}>
            <ExpectedMessages quota={quota} />
          </Panel>
        )}
      </div>
      {quota && <MonthEnd quota={quota} />}
      <Charged />
      <LimitHistory />
      <Ledger />
    </Page>
  )
}
