/** Restores: none yet, the question, a plan that waits, and one that has ended. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Conversation, Restore } from '../../server/contract/index.ts'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, signIn } from '../../tab/e2e/visit.ts'
import { screen, shoot, WIDE } from './camera.ts'

/** Everything is connected and backed up. */
export async function walkRestores(stage: Stage): Promise<void> {
  const { sandbox, api, product } = stage
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  await signIn(visit, stage, 'Mia Berg')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const at = (path: string, name: string) => screen(page, product.url + path, name)
  await at('/restores', 'restores-none')
  const mia = sandbox.operators[0]?.person.id ?? ''
  const { items } = await api.get<{ items: Conversation[] }>(`/api/conversations?type=group&subjectId=${mia}`)
  const [chat] = items.toSorted((a, b) => b.messageCount - a.messageCount)
  const conversationId = chat?.id ?? ''
  await page.goto(`${product.url}/archive/${mia}/${encodeURIComponent(conversationId)}`)
  await page.getByRole('button', { name: 'Restore conversation' }).click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'restores-start')
  const plan = async () => {
    const body = { selection: { conversationIds: [conversationId] }, target: 'new-group-chats' }
    const { id } = await api.send<{ id: string }>('POST', '/api/restores', body)
    await until(stage, id, ({ state }) => state !== 'planning')
    return id
  }
  await at(`/restores/${await plan()}`, 'restores-waiting')
  sandbox.control.grantRole('Teamwork.Migrate.All')
  sandbox.control.grantRole('Chat.Create')
  sandbox.control.oddNext('swallowed')
  const id = await plan()
  const token = sandbox.operatorToken('Jonas', { claims: { roles: ['Vault.Admin'] } })
  const headers = { authorization: `Bearer ${token}` }
  await fetch(`${product.url}/api/restores/${id}/approve`, { method: 'POST', headers })
  await until(stage, id, ({ totals }) => totals.posted > 0)
  await at(`/restores/${id}`, 'restores-running')
  await until(stage, id, ({ endedAt }) => endedAt !== null)
  await at(`/restores/${id}`, 'restores-left-open')
  await at('/restores', 'restores-list')
  await visit.close()
  const german = await openVisit(stage, { viewport: WIDE, locale: 'de-DE' })
  await signIn(german, stage, 'Mia Berg')
  await german.page.getByRole('heading', { name: 'Übersicht' }).waitFor()
  await screen(german.page, `${product.url}/restores/${id}`, 'restores-german', { themes: ['light'] })
  await german.close()
}

async function until({ api }: Stage, id: string, reached: (restore: Restore) => boolean): Promise<void> {
  while (!reached(await api.get<Restore>(`/api/restores/${id}`))) await delay(300)
}
