import {
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { Key20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../server/contract/index.ts'
import { useNow } from '../../components/use-now.ts'
import { dateOnly } from '../../format/time.ts'
import type { FormControl } from './use-connection-form.ts'
import { useFault } from './use-fault.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  stored: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px 12px',
    alignItems: 'center',
    padding: '8px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  words: { flexGrow: 1, flexBasis: '160px', minWidth: 0, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0 },
  kinds: { marginInlineStart: '-8px' },
  date: { maxWidth: '220px' },
})

interface CredentialFieldsProps {
  connection: Connection
  control: FormControl
}

/** Write-only: a stored credential is described, never shown; a new one is typed over it. */
export function CredentialFields({ connection, control }: CredentialFieldsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { form, change } = control
  if (!form.replacing && connection.credential) {
    return (
      <StoredCredential credential={connection.credential} onReplace={() => change({ replacing: true })} />
    )
  }
  return (
    <div className={styles.root}>
      <Field label={t('connection.form.credential')}>
        <RadioGroup
          className={styles.kinds}
          layout="horizontal"
          value={form.kind}
          onChange={(_, { value }) => change({ kind: value === 'certificate' ? 'certificate' : 'secret' })}
        >
          <Radio value="secret" label={t('connection.form.secretKind')} />
          <Radio value="certificate" label={t('connection.form.certificateKind')} />
        </RadioGroup>
      </Field>
      {form.kind === 'secret' ? <SecretFields control={control} /> : <CertificateField control={control} />}
      {connection.credential && (
        <div>
          <Button size="small" onClick={() => change({ replacing: false, secret: '', pem: '' })}>
            {t('connection.form.keep')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface StoredCredentialProps {
  credential: NonNullable<Connection['credential']>
  onReplace: () => void
}

function StoredCredential({ credential, onReplace }: StoredCredentialProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const now = useNow()
  const { kind, hint, setAt, expiresAt } = credential
  const shown = { hint, set: dateOnly(setAt) }
  const past = expiresAt !== null && Date.parse(expiresAt) < now
  const expiry = expiresAt
    ? t(past ? 'connection.form.expired' : 'connection.form.expires', { when: dateOnly(expiresAt) })
    : t('connection.form.expiresUnknown')
  return (
    <Field label={t(kind === 'secret' ? 'connection.form.secret' : 'connection.form.certificateKind')}>
      {() => (
        <div className={styles.stored}>
          <Key20Regular className={styles.icon} aria-hidden />
          <Text className={styles.words}>
            {t(kind === 'secret' ? 'connection.form.secretShown' : 'connection.form.certificateShown', shown)}
            , {expiry}
          </Text>
          <Button size="small" onClick={onReplace}>
            {t('connection.form.replace')}
          </Button>
        </div>
      )}
    </Field>
  )
}

interface KindProps {
  control: FormControl
}

function SecretFields({ control }: KindProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { form, change, touch } = control
  return (
    <>
      <Field
        label={t('connection.form.secret')}
        required
        hint={t('connection.form.secretHint')}
        {...useFault(control, 'secret')}
      >
        <Input
          type="password"
          input={{ dir: 'ltr' }}
          autoComplete="new-password"
          value={form.secret}
          onChange={(_, { value }) => change({ secret: value })}
          onBlur={() => touch('secret')}
        />
      </Field>
      <Field label={t('connection.form.secretExpires')} hint={t('connection.form.secretExpiresHint')}>
        <Input
          type="date"
          className={styles.date}
          value={form.secretExpires}
          onChange={(_, { value }) => change({ secretExpires: value })}
        />
      </Field>
    </>
  )
}

function CertificateField({ control }: KindProps) {
  const { t } = useTranslation()
  const { form, change, touch } = control
  return (
    <Field
      label={t('connection.form.pem')}
      required
      hint={t('connection.form.pemHint')}
      {...useFault(control, 'pem')}
    >
      <Textarea
        rows={6}
        textarea={{ dir: 'ltr' }}
        resize="vertical"
        spellCheck={false}
        autoComplete="off"
        value={form.pem}
        onChange={(_, { value }) => change({ pem: value })}
        onBlur={() => touch('pem')}
      />
    </Field>
  )
}
