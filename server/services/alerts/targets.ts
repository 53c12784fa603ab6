/** What a channel's target may be, and what of it is shown. */

import type { Outside } from '../../delivery/outside.ts'
import type { ChannelKind } from '../../domain/alert.ts'
import type { PlainCode } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Mailer } from './mailer.ts'

const MAILBOX = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]+\.[^\s@<>,;"]{2,}$/
/** Connectors of Office 365, retired in 2026. */
const RETIRED = /(^|\.)webhook\.office(365)?\.com$|^outlook\.office(365)?\.com$/
/** Of an address's path, so much is shown at its end, and only of one long enough to be a secret of its own. */
const SHOWN_END = 3
const LONG = 16

type Deps = {
  readonly outside: Pick<Outside, 'refusalOf'>
  readonly mailer: Pick<Mailer, 'demand'>
}

/** Throws 422 with what is wrong with it. `sender`: the mailbox that sends e-mails, null for the default. */
export async function demandTarget(
  deps: Deps,
  tenantId: string,
  kind: ChannelKind,
  { target, sender }: { target: string; sender: string | null },
): Promise<void> {
  if (kind === 'email') {
    if (!MAILBOX.test(target)) throw refused('alert-email-invalid')
    if (sender !== null && !MAILBOX.test(sender)) throw refused('alert-sender-invalid')
    return deps.mailer.demand(tenantId, sender)
  }
  if (kind === 'teams' && RETIRED.test(URL.parse(target)?.hostname ?? ''))
    throw refused('alert-teams-retired')
  const refusal = await deps.outside.refusalOf(target)
  if (refusal !== undefined) throw refused(CODES[refusal])
}

const CODES = {
  'not-an-address': 'alert-address-invalid',
  'not-https': 'alert-address-not-https',
  'not-public': 'alert-address-not-public',
} as const satisfies Record<string, PlainCode>

const WORDS = {
  'alert-email-invalid': {
    why: 'this isn’t an e-mail address',
    hint: 'Enter one address, for example it@contoso.com.',
  },
  'alert-sender-invalid': {
    why: 'the sender isn’t the address of a mailbox',
    hint: 'Enter one address of your organization, for example chatvault@contoso.com, or leave it empty.',
  },
  'alert-teams-retired': {
    why: 'this address belongs to an Office 365 connector, which Microsoft has retired',
    hint: 'In Teams, create a workflow “Send webhook alerts to a channel” and use its address.',
  },
  'alert-address-invalid': {
    why: 'this isn’t an https address',
    hint: 'Enter the whole address, beginning with https://, without a user name or password in it.',
  },
  'alert-address-not-https': {
    why: 'the address doesn’t begin with https://',
    hint: 'Use an https address. Your Chatvault server admin can allow a host with ALERT_ALLOWED_HOSTS.',
  },
  'alert-address-not-public': {
    why: 'the address isn’t on the internet',
    hint: 'Use a public address. Your Chatvault server admin can allow a host with ALERT_ALLOWED_HOSTS.',
  },
} as const satisfies Partial<Record<PlainCode, { why: string; hint: string }>>

function refused(code: keyof typeof WORDS): VaultError {
  return new VaultError({ code, attempted: 'use this target for alerts', ...WORDS[code], status: 422 })
}

/** `m…@contoso.com`, `https://hooks.contoso.com/…9f2`: enough to know it again, too little to use it. */
export function masked(kind: ChannelKind, target: string): string {
  if (kind === 'email') {
    const at = target.lastIndexOf('@')
    return `${target.slice(0, 1)}…${target.slice(at)}`
  }
  const { origin, pathname, search } = new URL(target)
  const rest = pathname.slice(1) + search
  return `${origin}/…${rest.length < LONG ? '' : rest.slice(-SHOWN_END)}`
}
