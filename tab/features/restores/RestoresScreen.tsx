import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowUploadRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/page.ts'
import { BackLink } from '../../components/BackLink.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { restoreAddress } from '../../links/links.ts'
import { useRestores } from './api/restores.ts'
import { RestoreState } from './RestoreState.tsx'
import '../../i18n/vault-texts.ts'

const useStyles = makeStyles({
  list: { ...PLAIN_LIST, gap: '12px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 16px' },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, flexBasis: '240px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What was brought back into Teams, or is planned to be. */
export default function RestoresScreen() {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useRestores()
  return (
    <Page
      title={t('restores.title')}
      intro={t('restores.intro')}
      before={<BackLink to="/archive">{t('archive.title')}</BackLink>}
    >
      <Panel>
        <StateView query={query} skeleton={<RowsSkeleton rows={3} what={t('restores.loading')} />}>
          {(data) => {
            const items = itemsOf(data)
            if (items.length === 0)
              return (
                <EmptyState
                  icon={<ArrowUploadRegular />}
                  title={t('restores.empty')}
                  text={t('restores.emptyText')}
                  action={
                    <LinkButton appearance="primary" to="/archive">
                      {t('restores.toArchive')}
                    </LinkButton>
                  }
                />
              )
            return (
              <>
                <ul className={styles.list} aria-label={t('restores.list')}>
                  {items.map(({ id, createdAt, requestedName: who, state, plan }) => (
                    <li key={id} className={styles.row}>
                      <span className={styles.words}>
                        <TextLink to={restoreAddress(id)}>
                          {t('restores.listed', { when: exactTime(createdAt), who })}
                        </TextLink>
                        {plan && (
                          <Text size={200} className={styles.quiet}>
                            {t('count.messages', { count: plan.messages, n: formatNumber(plan.messages) })}
                          </Text>
                        )}
                      </span>
                      <RestoreState state={state} />
                    </li>
                  ))}
                </ul>
                <MoreButton of={query} />
              </>
            )
          }}
        </StateView>
      </Panel>
    </Page>
  )
}
