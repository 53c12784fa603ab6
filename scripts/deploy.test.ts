/** What is in deploy/ and what the server says and needs belong together. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { VARIABLE_NAMES } from '../server/config/variables.ts'
import { createMetrics } from '../server/http/metrics.ts'
import { withVaultMetrics } from '../server/http/vault-metrics.ts'
import { createMeasuringService } from '../server/services/measuring.ts'
import { openEmbeddedCopy } from '../server/testing/embedded-template.ts'
import { realClock as clock } from '../server/testing/fake-clock.ts'
import { createTempDir } from '../server/testing/temp-dir.ts'

const ROOT = resolve(import.meta.dirname, '..')
const read = (name: string) => readFile(join(ROOT, name), 'utf8')

/** Names a scrape has, those of a histogram's parts included. */
async function scraped(): Promise<Set<string>> {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  onTestFinished(() => database.close().finally(dir.remove))
  const { registry } = withVaultMetrics(createMetrics(), createMeasuringService({ database, clock }))
  const text = await registry.metrics()
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type]) => ({ name, type }))
  const parts = types.flatMap(({ name, type }) =>
    type === 'histogram' ? ['_bucket', '_count', '_sum'].map((part) => name + part) : [name],
  )
  return new Set(parts)
}

describe('monitoring', () => {
  it('asks for numbers that a scrape has', async () => {
    const names = await scraped()
    for (const file of ['deploy/prometheus-alerts.yaml', 'deploy/grafana-dashboard.json']) {
      const asked = [...(await read(file)).matchAll(/\bchatvault_[a-z0-9_]+/g)].map(([name]) => name)
      expect(asked.length, file).toBeGreaterThan(8)
      expect(
        asked.filter((name) => !names.has(name)),
        file,
      ).toEqual([])
    }
  })

  it('shows a dashboard that Grafana can load', async () => {
    const { panels, uid } = JSON.parse(await read('deploy/grafana-dashboard.json'))
    expect(uid).toBe('chatvault')
    expect(new Set(panels.map(({ id }: { id: number }) => id)).size).toBe(panels.length)
  })
})

describe('the settings in deploy/', () => {
  it.each(['Dockerfile', 'compose.yaml', 'deploy/chatvault.service'])(
    'of %s are ones the server reads',
    async (file) => {
      const text = await read(file)
      const named = [...text.matchAll(/\b([A-Z]+(?:_[A-Z]+)+)\b/g)].map(([, name = '']) => name)
      const others = ['NODE_ENV', 'POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'POSTGRES_INITDB_ARGS']
      const known = new Set<string>([...VARIABLE_NAMES, ...others])
      expect(named.filter((name) => !known.has(name))).toEqual([])
    },
  )

  it('of the image: nothing runs as root, and what is copied exists', async () => {
    const text = await read('Dockerfile')
    expect(text).toMatch(/^USER (?!root)\S+$/m)
    expect(text).toMatch(/^HEALTHCHECK /m)
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    )
    expect(copied.length).toBeGreaterThan(3)
    for (const name of copied.filter((one) => one !== '.'))
      await expect(read(`${name}/.`).catch((error) => error.code)).resolves.not.toBe('ENOENT')
  })
})
