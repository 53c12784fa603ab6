/** Whose is what: nothing that is in use or someone else's is removed, nothing that is ours is forgotten. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { selfSignedPem } from '../../../sandbox/index.ts'
import type { Connection, CreatedKind } from '../../../server/contract/index.ts'
import { type Attempt, patiently } from '../patience.ts'
import { MicrosoftRefusal } from '../refusal.ts'
import { GRAPH_SCOPES } from '../scopes.ts'
import { type Stage, stageOf, startWorld, type World } from '../testing/stage.ts'
import { returnSteps } from './finish.ts'
import { Obstacle } from './obstacle.ts'
import { runSteps } from './steps.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const control = () => world.sandbox.control
const appOf = (clientId: string | null) =>
  control()
    .applications()
    .find((one) => one.clientId === clientId)
const appIn = ({ state }: Stage) => appOf(state.applicationId)
const later = () => {
  world.now.at += 11 * 60_000
}

/** What was prepared is in use from now on. */
function connect({ state }: Stage): void {
  const { applicationId, credential } = state
  state.connection = {
    applicationId,
    credential: { ...credential, setAt: new Date(world.now.at).toISOString() } as Connection['credential'],
  }
  Object.assign(state, { credential: null, certificate: null })
}

describe('a second setup', () => {
  it('keeps the certificate the connection lives on', async () => {
    const certificates = await Promise.all([selfSignedPem('one'), selfSignedPem('two')])
    const stage = await stageOf(world, 'https://two-certificates.contoso.com', 'certificate', {
      certificates,
    })
    await stage.setUp()
    const [live] = appIn(stage)?.certificates ?? []
    connect(stage)
    await stage.setUp()
    expect(appIn(stage)?.certificates).toHaveLength(2)
    expect(appIn(stage)?.certificates).toContain(live)
  })

  it('keeps the secret the connection lives on, no matter who typed its application ID in capitals', async () => {
    const stage = await stageOf(world, 'https://capitals.contoso.com', 'secret')
    await stage.setUp()
    const [live] = appIn(stage)?.secrets ?? []
    connect(stage)
    stage.state.connection = {
      ...stage.state.connection,
      applicationId: stage.state.applicationId?.toUpperCase() ?? null,
    }
    await stage.setUp()
    expect(appIn(stage)?.secrets).toContain(live)
  })

  it('makes another secret where the one in use has expired', async () => {
    const stage = await stageOf(world, 'https://expired.contoso.com', 'secret')
    await stage.setUp()
    const old = stage.state.credential?.keyId
    connect(stage)
    control().expireSecrets(stage.state.applicationId ?? '')
    await stage.setUp()
    expect(stage.state.credential?.keyId).toBeDefined()
    expect(stage.state.credential?.keyId).not.toBe(old)
  })

  it('says what is granted beyond the least set', async () => {
    const publicUrl = 'https://less.contoso.com'
    await (await stageOf(world, publicUrl, 'secret', { leastSet: false })).setUp()
    const rows = await (await stageOf(world, publicUrl, 'secret')).setUp()
    expect(rows.find(({ name }) => name === 'permissions')).toMatchObject({
      state: 'more',
      note: 'Chat.ReadWrite.All, GroupMember.Read.All',
    })
  })
})

describe('what Microsoft refused', () => {
  it('is not taken for ours when someone registers the app manually after it', async () => {
    const stage = await stageOf(world, 'https://by-hand.contoso.com', 'secret')
    stage.refuseNext(/PATCH .*uniqueName/, 403)
    await expect(stage.setUp()).rejects.toMatchObject({ kind: 'rights' })
    const { clientId } = control().registerApp()
    stage.state.applicationId = clientId
    await stage.setUp()
    await stage.undo()
    expect(appOf(clientId)?.servicePrincipalId).toBeDefined()
  })

  it('is not taken for ours when someone takes the app in manually after it', async () => {
    const { clientId } = control().registerApp({ consented: false })
    const stage = await stageOf(world, 'https://principal.contoso.com', 'secret')
    stage.state.applicationId = clientId
    stage.refuseNext(/POST .*servicePrincipals/, 403)
    await expect(stage.setUp()).rejects.toMatchObject({ kind: 'rights' })
    await stage.graph.call({ method: 'POST', path: '/servicePrincipals', body: { appId: clientId } })
    await stage.setUp()
    await stage.undo()
    expect(appOf(clientId)?.servicePrincipalId).toBeDefined()
  })

  it('is not waited for by undo', async () => {
    const stage = await stageOf(world, 'https://at-once.contoso.com', 'secret')
    stage.refuseNext(/PATCH .*uniqueName/, 403)
    await expect(stage.setUp()).rejects.toThrow()
    const begun = world.now.at
    await stage.undo()
    expect(world.now.at).toBe(begun)
    expect(stage.state.created).toEqual([])
  })

  it('is still looked for when an earlier attempt may have made it', async () => {
    const { clientId } = control().registerApp({ consented: false })
    const stage = await stageOf(world, 'https://twice.contoso.com', 'secret')
    stage.state.applicationId = clientId
    stage.loseNext(/POST .*servicePrincipals/)
    await expect(stage.setUp()).rejects.toMatchObject({ kind: 'network' })
    stage.refuseNext(/GET .*servicePrincipals\(appId/, 404)
    stage.refuseNext(/POST .*servicePrincipals/, 403)
    await expect(stage.setUp()).rejects.toMatchObject({ kind: 'rights' })
    await stage.undo()
    expect(appOf(clientId)?.servicePrincipalId).toBeUndefined()
  })
})

describe('the journal', () => {
  const entry = (id: string, applicationId: string | null) => ({
    ...({ kind: 'secret', id, name: 'Chatvault old', applicationId } as const),
    at: new Date(world.now.at).toISOString(),
  })

  it('keeps what is of another app, and what may only not be seen yet', async () => {
    const stage = await stageOf(world, 'https://entries.contoso.com', 'secret')
    await stage.setUp()
    const others = entry('11111111-2222-4333-8444-555555555555', '99999999-2222-4333-8444-555555555555')
    const unseen = entry('66666666-2222-4333-8444-555555555555', stage.state.applicationId)
    stage.state.created.push(others, unseen)
    await stage.setUp()
    expect(stage.state.created).toEqual(expect.arrayContaining([others, unseen]))
    later()
    await stage.setUp()
    expect(stage.state.created).toContainEqual(others)
    expect(stage.state.created).not.toContainEqual(unseen)
  })

  it('undoes secrets of two apps, each of its own', async () => {
    const stage = await stageOf(world, 'https://both.contoso.com', 'secret')
    const apps = [control().registerApp(), control().registerApp()]
    for (const { clientId } of apps) {
      stage.state.applicationId = clientId
      await stage.setUp()
      expect(appOf(clientId)?.secrets).toHaveLength(2)
    }
    await stage.undo()
    expect(apps.map(({ clientId }) => appOf(clientId)?.secrets.length)).toEqual([1, 1])
    expect(stage.state.created).toEqual([])
  })

  it('takes nothing for gone whose app no one knows', async () => {
    const stage = await stageOf(world, 'https://unknown.contoso.com', 'secret')
    const nobodys = entry('77777777-2222-4333-8444-555555555555', null)
    stage.state.created.push(nobodys)
    await expect(stage.undo()).rejects.toBeInstanceOf(Obstacle)
    expect(stage.state.created).toEqual([nobodys])
  })
})

describe('a list that is wrong', () => {
  const victim = () => {
    const { clientId } = control().registerApp()
    const app = appOf(clientId)
    later()
    return { clientId, objectId: app?.objectId ?? '', principalId: app?.servicePrincipalId ?? '' }
  }
  const entry = (kind: CreatedKind, id: string, applicationId: string | null) => ({
    kind,
    id,
    name: 'Chatvault backup',
    applicationId,
    at: new Date(world.now.at).toISOString(),
  })

  type Entry = ReturnType<typeof entry>

  it('deletes nothing when one of its objects is older in Microsoft 365 than the setup', async () => {
    const older = victim()
    const stage = await stageOf(world, 'https://older.contoso.com', 'secret')
    await stage.setUp()
    const mine = stage.state.applicationId
    stage.state.created.push(entry('application', older.objectId, older.clientId))
    const before = stage.state.created.length
    await expect(stage.undo()).rejects.toMatchObject({ why: 'older', madeAt: expect.any(String) })
    expect([appOf(older.clientId), appOf(mine)]).not.toContain(undefined)
    expect(stage.state.created).toHaveLength(before)
  })

  it('is next to Microsoft’s own names and dates, with what may not be deleted and why, before anything is', async () => {
    const older = victim()
    const stage = await stageOf(world, 'https://beside.contoso.com', 'secret')
    await stage.setUp()
    const wrong = [
      entry('application', older.objectId, older.clientId),
      entry('service-principal', older.principalId, stage.state.applicationId),
      entry('secret', '88888888-2222-4333-8444-555555555555', null),
    ]
    stage.state.created.push(...wrong)
    const before = structuredClone(stage.state.created)
    const compared = await stage.compare()
    const of = ({ id }: { id: string }) => compared.find((it) => it.entry.id === id)
    expect(compared).toHaveLength(before.length)
    expect(wrong.map((it) => of(it)?.obstacle?.why)).toEqual(['older', 'anotherApp', 'appUnknown'])
    expect(of(wrong[0] as Entry)?.obstacle).toMatchObject({ what: 'Another app', madeAt: expect.any(String) })
    const mine = compared.filter(({ obstacle }) => !obstacle)
    expect(mine.map(({ entry: { kind } }) => kind).toSorted()).toEqual([
      'app-role',
      'app-role',
      'application',
      'secret',
      'service-principal',
    ])
    for (const { seen } of mine)
      expect(seen).toMatchObject({ name: expect.stringMatching(/^Chatvault/), madeAt: expect.any(String) })
    expect(stage.state.created).toEqual(before)
    expect([appOf(older.clientId), appIn(stage)]).not.toContain(undefined)
  })

  it('deletes no service principal of an app that is another one than the list says', async () => {
    const { principalId, clientId } = victim()
    const stage = await stageOf(world, 'https://another.contoso.com', 'secret')
    await stage.setUp()
    stage.state.created.push(entry('service-principal', principalId, stage.state.applicationId))
    await expect(stage.undo()).rejects.toMatchObject({ why: 'anotherApp' })
    expect(appOf(clientId)?.servicePrincipalId).toBe(principalId)
  })

  it('takes no permission from an app that is another one than the list says', async () => {
    const theirs = await stageOf(world, 'https://theirs.contoso.com', 'secret')
    await theirs.setUp()
    const principalId = appIn(theirs)?.servicePrincipalId ?? ''
    later()
    const stage = await stageOf(world, 'https://permission.contoso.com', 'secret')
    await stage.setUp()
    const path = `/servicePrincipals/${principalId}/appRoleAssignments`
    const held = () => stage.graph.list<{ id: string }>({ method: 'GET', path })
    const before = await held()
    expect(before).not.toEqual([])
    stage.state.created.push(entry('app-role', before[0]?.id ?? '', stage.state.applicationId))
    await stage.undo()
    expect(await held()).toEqual(before)
  })
})

describe('rights lent by several', () => {
  const people = () => world.sandbox.operators.slice(0, 3).map(({ person }) => person.id)

  async function granted(stage: Stage): Promise<string[]> {
    control().expireConsent()
    const id = async (appId: string) =>
      (
        await stage.graph.call<{ id: string }>({
          method: 'GET',
          path: `/servicePrincipals(appId='${appId}')`,
        })
      )?.id
    const clientId = await id(world.sandbox.signIn.clientId)
    const resourceId = await id('00000003-0000-0000-c000-000000000000')
    for (const principalId of people())
      await stage.graph.call({
        method: 'POST',
        path: '/oauth2PermissionGrants',
        body: {
          clientId,
          resourceId,
          principalId,
          scope: GRAPH_SCOPES.join(' '),
          consentType: 'Principal',
        },
      })
    return people()
  }

  const giveBack = (stage: Stage, delegateId: string) => {
    const dropTokens = async () => 'done' as const
    const plan = { ...stage, delegateId, dropTokens, signInClientId: world.sandbox.signIn.clientId }
    return runSteps(returnSteps(plan), () => undefined)
  }
  const holders = () =>
    world.sandbox
      .truth()
      .grants.map(({ person }) => person)
      .filter((id) => id !== null)
  const noted = ({ state }: Stage) => state.created.map(({ id }) => id)

  it('are all removed by the one who finishes, and no one else’s are touched', async () => {
    const stage = await stageOf(world, 'https://several.contoso.com', 'secret')
    const [mia = '', ben = '', third = ''] = await granted(stage)
    await stage.backend.noteCreated({ kind: 'delegated-grant', id: mia, name: 'mia' })
    await stage.backend.noteCreated({ kind: 'delegated-grant', id: ben, name: 'ben' })
    expect((await giveBack(stage, ben))[0]?.state).toBe('done')
    expect(holders()).toEqual([third])
    expect(noted(stage)).toEqual([])
  })

  it('remain in the journal as far as they could not be removed', async () => {
    const stage = await stageOf(world, 'https://one-of-two.contoso.com', 'secret')
    const [mia = '', ben = ''] = await granted(stage)
    await stage.backend.noteCreated({ kind: 'delegated-grant', id: mia, name: 'mia' })
    await stage.backend.noteCreated({ kind: 'delegated-grant', id: ben, name: 'ben' })
    stage.refuseNext(/DELETE .*oauth2PermissionGrants/, 403)
    expect((await giveBack(stage, ben))[0]?.state).toBe('manual')
    expect(noted(stage)).toEqual([mia])
    expect((await giveBack(stage, ben))[0]?.state).toBe('done')
    expect(noted(stage)).toEqual([])
  })
})

describe('a pause Microsoft asks for', () => {
  it('that is longer than we would wait is not begun', async () => {
    const kind = 'busy' as const
    const otherwise = new MicrosoftRefusal({ service: 'graph', kind, status: 429, code: '', said: '' })
    const paused: number[] = []
    const attempt = async (): Promise<Attempt<void>> => ({ again: 'busy', afterMs: 3_600_000, otherwise })
    const patience = { pause: async (ms: number) => void paused.push(ms), onWait: () => undefined }
    await expect(patiently(patience, attempt)).rejects.toMatchObject({ kind: 'busy' })
    expect(paused).toEqual([])
  })
})
