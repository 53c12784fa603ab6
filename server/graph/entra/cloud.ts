/**
 * The four Microsoft clouds. Tokens of one are worthless in another; a wrong one shows as AADSTS90002, 90038 or 900382.
 *
 * Sources, read 2026-11-22: Graph and login roots: microsoft-graph-docs `concepts/deployments.md`; availability of the
 * export: Learn "chats: getAllMessages" (not in China). ARM roots of the sovereign clouds: azure-rest-api-specs samples,
 * not confirmed on a Graph page; only the optional billing link uses them.
 */
import { notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'

export type CloudName = 'global' | 'gcc-high' | 'dod' | 'china'

/** Roots are origins without a trailing slash. */
export type Cloud = {
  readonly name: CloudName
  /** Graph paths begin `/v1.0` below it. */
  readonly graphUrl: string
  /** Authorities are `{loginUrl}/{tenantId}`. */
  readonly loginUrl: string
  readonly armUrl: string
  /** What app-only tokens are asked for. It names the cloud's own Graph, also when `graphUrl` is a simulator. */
  readonly scope: string
  /** Whether `chats/getAllMessages` exists there. */
  readonly exports: boolean
}

function cloud(name: CloudName, graphUrl: string, loginUrl: string, armUrl: string, exports: boolean): Cloud {
  return Object.freeze({ name, graphUrl, loginUrl, armUrl, scope: `${graphUrl}/.default`, exports })
}

const US_LOGIN = 'https://login.microsoftonline.us'
const US_ARM = 'https://management.usgovcloudapi.net'

export const CLOUDS: Readonly<Record<CloudName, Cloud>> = Object.freeze({
  global: cloud(
    'global',
    'https://graph.microsoft.com',
    'https://login.microsoftonline.com',
    'https://management.azure.com',
    true,
  ),
  'gcc-high': cloud('gcc-high', 'https://graph.microsoft.us', US_LOGIN, US_ARM, true),
  dod: cloud('dod', 'https://dod-graph.microsoft.us', US_LOGIN, US_ARM, true),
  china: cloud(
    'china',
    'https://microsoftgraph.chinacloudapi.cn',
    'https://login.chinacloudapi.cn',
    'https://management.chinacloudapi.cn',
    false,
  ),
})

export type CloudRoots = Partial<Record<'graphUrl' | 'loginUrl' | 'armUrl', string | undefined>>

/** The named cloud with other roots where some are given (`GRAPH_URL`, `LOGIN_URL`, `ARM_URL`); the scope remains. */
export function cloudOf(name: CloudName, roots: CloudRoots = {}): Cloud {
  const known = CLOUDS[name]
  return Object.freeze({
    ...known,
    graphUrl: httpsRoot('GRAPH_URL', roots.graphUrl ?? known.graphUrl),
    loginUrl: httpsRoot('LOGIN_URL', roots.loginUrl ?? known.loginUrl),
    armUrl: httpsRoot('ARM_URL', roots.armUrl ?? known.armUrl),
  })
}

/** Secrets and tokens go to these roots, so nothing but https will do. */
function httpsRoot(name: string, value: string): string {
  const url = URL.parse(value)
  if (url?.protocol === 'https:' && url.search === '' && url.hash === '' && url.username === '')
    return (url.origin + url.pathname).replace(/\/+$/, '')
  throw new VaultError({
    notice: notice('bad-root', { quoted: `${name}=${value}` }),
    attempted: `use ${name}`,
    why: `"${value}" isn’t an https address without query`,
    hint: `Set ${name} to an address like https://graph.microsoft.com, or leave it out.`,
  })
}
