import {
  Button,
  Field,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  Text,
} from '@fluentui/react-components'
import { Open16Regular } from '@fluentui/react-icons'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, CredentialCheck, CredentialReplaced } from '../../../server/contract/index.ts'
import { useReplaceCredential } from '../../api/connection.ts'
import { useMakeCertificate, useSetup } from '../../api/setup.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { CodeToCopy } from '../../components/CodeToCopy.tsx'
import { CopyField } from '../../components/CopyField.tsx'
import { CertificateSheet } from '../../components/credential/CertificateSheet.tsx'
import { NO_SECRET, SecretFields } from '../../components/credential/SecretFields.tsx'
import { secretFault, stops } from '../../components/credential/secret-fault.ts'
import { DialogShell } from '../../components/DialogShell.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { Told } from '../../components/Told.tsx'
import { duration, inMonths } from '../../format/time.ts'
import { placeOf } from '../../guide/portals.ts'
import { useTold } from '../../i18n/use-told.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '8px' },
  kinds: { marginInlineStart: '-8px' },
  link: { display: 'inline-flex', alignItems: 'center', gap: '4px' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
})

type Kind = 'secret' | 'certificate'

/** As long as Entra allows a secret. */
const CERTIFICATE_MONTHS = 24

interface ReplaceManuallyDialogProps {
  connection: Connection
  kind: Kind
  /** Leads to the way that does it by one sign-in. */
  automatic: ReactNode
  onClose: () => void
}

/** A new secret or certificate beside the old one; the old one is let go only when the new one works. */
export function ReplaceManuallyDialog({
  connection,
  kind: before,
  automatic,
  onClose,
}: ReplaceManuallyDialogProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [kind, setKind] = useState<Kind>(before)
  const [entry, setEntry] = useState(NO_SECRET)
  const [tried, setTried] = useState(false)
  const [check, setCheck] = useState<CredentialCheck>()
  const replace = useReplaceCredential(setCheck)
  const asked = useRef<AbortController>(undefined)
  const stopped = asked.current?.signal.aborted ?? false
  useEffect(() => () => asked.current?.abort(), [])
  const created = useSetup().data?.replacementCertificate ?? null
  const ready = kind === 'secret' ? !stops(secretFault(entry.secret)) : created !== null
  const go = () => {
    setTried(true)
    if (!ready) return
    setCheck(undefined)
    const mine = new AbortController()
    asked.current = mine
    const body =
      kind === 'secret'
        ? { clientSecret: entry.secret.trim(), expiresAt: inMonths(entry.months, Date.now()) }
        : { certificateFromDraft: true as const }
    replace.mutate({ ...body, signal: mine.signal }, { onSuccess: () => setEntry(NO_SECRET) })
  }
  return (
    <DialogShell
      size="medium"
      title={t('connection.replace.title')}
      phase={replace.data ? 'done' : 'before'}
      problem={replace.error && <NotReplaced check={check} error={stopped ? undefined : replace.error} />}
      close={t(replace.data ? 'action.close' : 'action.cancel')}
      action={
        replace.data ? undefined : (
          <Button
            appearance="primary"
            disabledFocusable={replace.isPending || (kind === 'certificate' && !ready)}
            onClick={go}
          >
            {t('connection.replace.confirm')}
          </Button>
        )
      }
      onClose={onClose}
    >
      {replace.data ? (
        <Replaced replaced={replace.data} applicationId={connection.applicationId} />
      ) : (
        <>
          <Text>{t('connection.replace.text')}</Text>
          <Suspense fallback={null}>{automatic}</Suspense>
          <EntraLink applicationId={connection.applicationId} />
          <Field label={t('setup.form.kind')}>
            <RadioGroup
              className={styles.kinds}
              layout="horizontal"
              value={kind}
              onChange={(_, { value }) => setKind(value === 'certificate' ? 'certificate' : 'secret')}
            >
              <Radio value="secret" label={t('setup.form.secretKind')} />
              <Radio value="certificate" label={t('setup.form.certificateKind')} />
            </RadioGroup>
          </Field>
          {kind === 'secret' ? (
            <SecretFields entry={entry} onChange={setEntry} tried={tried} />
          ) : (
            <NewCertificate />
          )}
          <Progress pending={replace.isPending} check={check} onStop={() => asked.current?.abort()} />
        </>
      )}
    </DialogShell>
  )
}

function NewCertificate() {
  const { t } = useTranslation()
  const setup = useSetup()
  const make = useMakeCertificate()
  const certificate = setup.data?.replacementCertificate
  return (
    <>
      {certificate && <CertificateSheet certificate={certificate} />}
      <div>
        <Button
          disabledFocusable={make.isPending}
          onClick={() => make.mutate({ months: CERTIFICATE_MONTHS, purpose: 'replacement' })}
        >
          {t(certificate ? 'setup.certificate.makeAgain' : 'setup.certificate.make')}
        </Button>
      </div>
      {make.error && <ProblemBar error={make.error} />}
    </>
  )
}

interface ProgressProps {
  pending: boolean
  check: CredentialCheck | undefined
  onStop: () => void
}

/** What Microsoft says meanwhile, and a way out for anyone who sees by it that nothing will come of waiting. */
function Progress({ pending, check, onStop }: ProgressProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const waiting = pending && check?.waiting
  return (
    <>
      <div role="status">
        {pending && (
          <MessageBar intent="info" layout="multiline" icon={<Spinner size="extra-tiny" aria-hidden />}>
            <MessageBarBody>
              {t(waiting ? 'connection.replace.waiting' : 'connection.replace.testing')}
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
      {waiting && (
        <div className={styles.part}>
          <Text>{t('connection.replace.waited', { waited: duration(check.waitedSeconds) })}</Text>
          <Refusal check={check} />
          <div>
            <Button onClick={onStop}>{t('connection.replace.stop')}</Button>
          </div>
        </div>
      )}
    </>
  )
}

/** What was refused, in the words of the check that failed; the old one is still in use. */
function NotReplaced({ check, error }: { check: CredentialCheck | undefined; error: unknown }) {
  const { t } = useTranslation()
  const styles = useStyles()
  if (!check || check.ok) return error ? <ProblemBar error={error} /> : null
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('connection.replace.refused')}</MessageBarTitle> <Refusal check={check} />
      </MessageBarBody>
    </MessageBar>
  )
}

function Refusal({ check }: { check: CredentialCheck }) {
  const tell = useTold()
  return (
    <div>
      <Told told={tell(check)} /> <CodeToCopy code={check.code} />
    </div>
  )
}

interface ReplacedProps {
  replaced: CredentialReplaced
  applicationId: string | null
}

/** Only now may the old one go; which one that is, Entra shows by the same letters. */
function Replaced({ replaced: { previous }, applicationId }: ReplacedProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { kind, hint, keyId } = previous
  return (
    <>
      <MessageBar intent="success" layout="multiline" role="status">
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{t('connection.replace.done')}</MessageBarTitle>{' '}
          {t(kind === 'secret' ? 'connection.replace.deleteSecret' : 'connection.replace.deleteCertificate', {
            hint,
          })}
        </MessageBarBody>
      </MessageBar>
      {keyId && (
        <span>
          {t('connection.replace.keyId')} <CopyField value={keyId} what={t('connection.replace.keyId')} />
        </span>
      )}
      <EntraLink applicationId={applicationId} />
    </>
  )
}

function EntraLink({ applicationId }: { applicationId: string | null }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const config = useSignInConfig()
  const { link } = placeOf('credentials', {
    authority: config?.authority,
    applicationId: applicationId ?? undefined,
  })
  return (
    <Link href={link} target="_blank" rel="noreferrer" className={styles.link}>
      {t('connection.replace.open')}
      <Open16Regular aria-hidden />
      <span className="sr-only">({t('settings.give.newTab')})</span>
    </Link>
  )
}
