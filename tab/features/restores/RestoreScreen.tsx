import { DocumentSearchRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { BackLink } from '../../components/BackLink.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { isMissing, NotThere, StateView } from '../../components/StateView.tsx'
import { exactTime } from '../../format/time.ts'
import { RESTORES_ADDRESS } from '../../links/links.ts'
import { useRestore } from './api/restores.ts'
import { RestoreChats } from './RestoreChats.tsx'
import { RestoreHead } from './RestoreHead.tsx'
import { RestorePlan } from './RestorePlan.tsx'
import '../../i18n/vault-texts.ts'

/** One restore: what is to be decided, how far it is, its plan, and what became of each chat. */
export default function RestoreScreen() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const query = useRestore(id)
  const { data } = query
  return (
    <Page
      title={data ? t('restores.one', { when: exactTime(data.createdAt) }) : t('restores.title')}
      before={<BackLink to={RESTORES_ADDRESS}>{t('restores.back')}</BackLink>}
    >
      {data ? (
        <>
          <RestoreHead restore={data} />
          {data.endedAt !== null && <RestoreChats restore={data} />}
          {data.plan && <RestorePlan plan={data.plan} />}
          {data.endedAt === null && <RestoreChats restore={data} />}
        </>
      ) : (
        <Panel>
          {isMissing(query.error) ? (
            <NotThere
              icon={<DocumentSearchRegular />}
              title={t('restores.missing')}
              text={t('restores.missingText')}
              action={{ to: RESTORES_ADDRESS, label: t('restores.back') }}
            />
          ) : (
            <StateView query={query} skeleton={<LinesSkeleton lines={6} what={t('restores.loadingOne')} />}>
              {() => null}
            </StateView>
          )}
        </Panel>
      )}
    </Page>
  )
}
