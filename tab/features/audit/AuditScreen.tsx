import { Button } from '@fluentui/react-components'
import { ArrowDownload20Regular, ClipboardTaskListLtr24Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/page.ts'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { useDebounced } from '../../components/use-debounced.ts'
import { NARROW, useMediaQuery } from '../../components/use-media-query.ts'
import { AuditFilters, isEmpty } from './AuditFilters.tsx'
import { AuditCards, AuditTable } from './AuditTable.tsx'
import { type AuditFilter, NO_FILTER, useAudit, useDownloadAudit } from './api/audit.ts'
import { ChainLine } from './ChainLine.tsx'
import '../../i18n/vault-texts.ts'

/** Who did what: filters, entries, and the same as a file. */
export default function AuditScreen() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER)
  const asked = useDebounced(filter)
  const query = useAudit(asked)
  const narrow = useMediaQuery(NARROW)
  const download = useDownloadAudit()
  const entries = itemsOf(query.data)
  const chain = query.data?.pages[0]?.chain
  return (
    <Page
      title={t('audit.title')}
      intro={t('audit.intro')}
      actions={
        query.isError ? undefined : (
          <Button
            icon={<ArrowDownload20Regular />}
            disabledFocusable={download.isPending}
            onClick={() => download.mutate(filter)}
          >
            {t(download.isPending ? 'audit.downloading' : 'audit.download')}
          </Button>
        )
      }
    >
      {download.isError && <ProblemBar error={download.error} />}
      <Panel>
        {!query.isError && <AuditFilters filter={filter} onChange={setFilter} />}
        {chain && <ChainLine chain={chain} />}
        <StateView query={query} skeleton={<RowsSkeleton rows={8} what={t('audit.loading')} />}>
          {() =>
            entries.length === 0 ? (
              <NoEntries filtered={!isEmpty(asked)} />
            ) : narrow ? (
              <AuditCards entries={entries} />
            ) : (
              <AuditTable entries={entries} />
            )
          }
        </StateView>
        <MoreButton of={query} />
      </Panel>
    </Page>
  )
}

function NoEntries({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<ClipboardTaskListLtr24Regular />}
      title={t(filtered ? 'audit.noMatch' : 'audit.empty')}
      text={t(filtered ? 'audit.noMatchText' : 'audit.emptyText')}
    />
  )
}
