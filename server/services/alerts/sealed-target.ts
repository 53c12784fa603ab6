/** A channel's target and secret: sealed for one channel of one tenant, opened only to change it or to send. */
import type { ChannelRow } from '../../books/alert-channels.ts'
import type { Sealer } from '../../secrets/keys.ts'

export type Target = {
  /** An e-mail address, or an https address that may itself be the secret. */
  readonly target: string
  /** Of a webhook: the key of its signatures, as text. */
  readonly secret?: string
}

type Named = Pick<ChannelRow, 'tenantId' | 'id'>

/** A box moved to another channel does not open. */
function contextOf({ tenantId, id }: Named): string {
  return `alert-channel:${tenantId}:${id}`
}

export function sealTarget(sealer: Sealer, channel: Named, target: Target): Promise<Uint8Array> {
  return sealer.seal(contextOf(channel), Buffer.from(JSON.stringify(target)))
}

export async function openTarget(sealer: Sealer, channel: Named & Pick<ChannelRow, 'box'>): Promise<Target> {
  const plain = await sealer.open(contextOf(channel), channel.box)
  return JSON.parse(Buffer.from(plain).toString()) as Target
}
