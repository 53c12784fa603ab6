/**
 * As much of the Azure CLI as our printed commands use, over Graph: for a test that pastes them into bash. `AZ_TOKEN` is
 * the delegated token `az login` would have got.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const GRAPH = `${process.env.GRAPH_URL}/v1.0`
const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    id: text,
    method: text,
    url: text,
    resource: text,
    body: text,
    query: text,
    output: text,
    headers: { type: 'string', multiple: true },
    'allow-no-subscriptions': { type: 'boolean' },
  },
})

async function graph(method: string, url: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${process.env.AZ_TOKEN}` },
    ...(body === undefined ? {} : { body }),
  })
  const answer = await response.text()
  if (!response.ok) throw new Error(`ERROR: ${response.status} ${answer}`)
  return answer === '' ? undefined : JSON.parse(answer)
}

/** `@file` is a file's content. `--headers` takes several words: `A=b C=d`; those after the first arrive as positionals. */
function bodyOf(given: string | undefined): string | undefined {
  return given?.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given
}

/** The two shapes of JMESPath our commands use: a name, and a list filtered by a value. */
function queried(answer: Record<string, unknown>, query: string | undefined): unknown {
  const [, list = '', value = '', member = ''] = /^(\w+)\[\?value=='(.+)'\]\.(\w+)$/.exec(query ?? '') ?? []
  const rows = answer[list] as Record<string, unknown>[] | undefined
  if (rows) return rows.find((row) => row.value === value)?.[member]
  return query ? answer[query] : answer
}

const headers = [...(values.headers ?? []), ...positionals.filter((word) => word.includes('='))]
const command = positionals.filter((word) => !word.includes('=')).join(' ')
const sp = `${GRAPH}/servicePrincipals(appId='${values.id}')`

const COMMANDS: Record<string, () => Promise<unknown>> = {
  login: async () => undefined,
  rest: () => {
    const given = Object.fromEntries(headers.map((pair) => pair.split('=') as [string, string]))
    return graph(values.method ?? 'GET', values.url ?? '', bodyOf(values.body), given)
  },
  'ad sp show': () => graph('GET', sp),
  'ad sp create': () => graph('POST', `${GRAPH}/servicePrincipals`, JSON.stringify({ appId: values.id })),
  'ad signed-in-user show': () => graph('GET', `${GRAPH}/me`),
  'account show': async () => ({ tenantId: process.env.AZ_TENANT }),
}

try {
  const run = COMMANDS[command]
  if (!run) throw new Error(`ERROR: '${command}' is not a command this test knows.`)
  const answer = await run()
  const shown = answer === undefined ? undefined : queried(answer as Record<string, unknown>, values.query)
  if (shown !== undefined && values.output !== 'none')
    console.log(values.output === 'tsv' ? String(shown) : JSON.stringify(shown, null, 2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
