import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'

/**
 * Drains every mailbox of a running sandbox over keep-alive TLS and tells messages per second; nothing is asserted.
 * `main.ts --measure` runs it; manually: `throughput.ts URL CA-FILE TENANT CLIENT-ID SECRET [connections] [top]`.
 */
const [url = '', caFile = '', tenantId = '', clientId = '', secret = '', connections = '8', top = '50'] =
  process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections), ca: readFileSync(caFile) })

function call(address: string, headers: Record<string, string>, body?: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      address,
      { agent, headers, method: body === undefined ? 'GET' : 'POST' },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('end', () => resolve(Buffer.concat(chunks)))
        incoming.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const form = new URLSearchParams({
  client_id: clientId,
  client_secret: secret,
  grant_type: 'client_credentials',
  scope: 'https://graph.microsoft.com/.default',
})
const tokens = await call(
  `${url}/${tenantId}/oauth2/v2.0/token`,
  { 'content-type': 'application/x-www-form-urlencoded' },
  form.toString(),
)
const authorization = `Bearer ${(JSON.parse(tokens.toString()) as { access_token: string }).access_token}`
const truth = JSON.parse((await call(`${url}/_sandbox/truth`, {})).toString()) as {
  users: { id: string; mailbox: number | null }[]
}
const queue = truth.users.filter(({ mailbox }) => mailbox)
let rows = 0
let requests = 0

/** Finds count and link in the head of a page without parsing its rows. */
async function drain(user: string): Promise<void> {
  for (let link: string | undefined = `${url}/v1.0/users/${user}/chats/getAllMessages?$top=${top}`; link; ) {
    const page = await call(link, { authorization })
    const head = page.subarray(0, 900).toString('latin1')
    rows += Number(/"@odata.count":(\d+)/.exec(head)?.[1] ?? Number.NaN)
    requests++
    link = /"@odata.nextLink":"([^"]+)"/.exec(head)?.[1]
  }
}

async function worker(): Promise<void> {
  for (let user = queue.pop(); user; user = queue.pop()) await drain(user.id)
}

const started = performance.now()
await Promise.all(Array.from({ length: Number(connections) }, worker))
const seconds = (performance.now() - started) / 1000
process.stdout.write(
  `${JSON.stringify({ rows, requests, seconds: Number(seconds.toFixed(2)), rowsPerSecond: Math.round(rows / seconds) })}\n`,
)
agent.destroy()
