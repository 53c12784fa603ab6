import {
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components'
import { ShieldKeyhole20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../api/connection.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { ConsentNotice } from '../../components/consent/ConsentNotice.tsx'
import { useConsentFlow } from '../../components/consent/use-consent-flow.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { formatParts } from '../../format/number.ts'
import { placeOf } from '../../guide/portals.ts'

const useStyles = makeStyles({
  body: { paddingBlock: '6px' },
  steps: {
    margin: '4px 0',
    paddingInlineStart: '20px',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
  },
  button: { marginBlock: '4px' },
})

/** What the app lacks for this restore, and the way to grant it now. */
export function RestorePermission({ missing }: { missing: readonly string[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { data: connection } = useConnection()
  if (missing.length === 0) return null
  const applicationId = connection?.applicationId?.toLowerCase()
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('restores.permission.title')}</MessageBarTitle>
        <ol className={styles.steps}>
          <li>
            {t('restores.permission.add', { names: formatParts([...missing]) })} <PermissionsLink />
          </li>
          <li>
            {t('restores.permission.consent')}
            {applicationId && <Grant applicationId={applicationId} />}
          </li>
          <li>{t('restores.permission.approve')}</li>
        </ol>
        {t('restores.permission.later')}
      </MessageBarBody>
    </MessageBar>
  )
}

/** After a restore: what to take back, and where. */
export function RemovePermission() {
  const { t } = useTranslation()
  return (
    <Text>
      {t('restores.doneText')} <PermissionsLink />
    </Text>
  )
}

/** The list of the app's permissions in Microsoft Entra. */
function PermissionsLink() {
  const { t } = useTranslation()
  const config = useSignInConfig()
  const { data: connection } = useConnection()
  const { link } = placeOf('permissions', {
    authority: config?.authority,
    applicationId: connection?.applicationId ?? undefined,
  })
  return (
    <Link inline href={link} target="_blank" rel="noreferrer">
      {t('restores.permission.link')}
    </Link>
  )
}

function Grant({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const flow = useConsentFlow(applicationId)
  const busy = flow.opening || flow.standing === 'waiting' || flow.standing === 'proving'
  return (
    <>
      <div className={styles.button}>
        <GuardedButton
          action="consent.ask"
          size="small"
          icon={<ShieldKeyhole20Regular />}
          disabledFocusable={busy}
          onClick={flow.grant}
        >
          {t(flow.opening ? 'consent.opening' : 'consent.grant')}
        </GuardedButton>
      </div>
      {flow.query.data && <ConsentNotice consent={flow.query.data} flow={flow} onTest={undefined} />}
      {flow.error && <ProblemBar error={flow.error} />}
    </>
  )
}
