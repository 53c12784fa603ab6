import { useTranslation } from 'react-i18next'
import type { Integrity } from '../../../server/contract/index.ts'
import { BackLink } from '../../components/BackLink.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { useIntegrity } from './api/integrity.ts'
import { Chain } from './Chain.tsx'
import { Checks } from './Checks.tsx'
import { Damage } from './Damage.tsx'
import { Uncovered } from './Uncovered.tsx'
import '../../i18n/vault-texts.ts'

/** Whether the archive is as it was written, what to do where it isn't, and what no backup covers. */
export default function IntegrityScreen() {
  const { t } = useTranslation()
  const query = useIntegrity()
  return (
    <Page
      title={t('integrity.title')}
      intro={t('integrity.intro')}
      before={<BackLink to="/">{t('integrity.back')}</BackLink>}
    >
      {query.data === undefined ? (
        <Panel>
          <StateView query={query} skeleton={<RowsSkeleton rows={6} what={t('integrity.loading')} />}>
            {() => null}
          </StateView>
        </Panel>
      ) : (
        <Loaded integrity={query.data} />
      )}
    </Page>
  )
}

function Loaded({ integrity }: { integrity: Integrity }) {
  const { damage, lastFull, lastSampled } = integrity
  // Every check reads the whole chain.
  const checkedAt = [lastFull, lastSampled]
    .map((check) => check?.endedAt ?? '')
    .toSorted()
    .at(-1)
  return (
    <>
      <Checks integrity={integrity} />
      {damage && <Damage key={damage.id} check={damage} />}
      <Chain chain={integrity.chain} checkedAt={checkedAt ?? ''} damageId={damage?.id} />
      <Uncovered compared={integrity.compared} />
    </>
  )
}
