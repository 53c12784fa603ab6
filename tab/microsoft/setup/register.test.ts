/** The automatic setup, by Microsoft's Graph client over TLS against the sandbox, with every call made to fail once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../sandbox/index.ts'
import { MicrosoftRefusal } from '../refusal.ts'
import { ASKED_SCOPES, GRAPH_SCOPES } from '../scopes.ts'
import {
  type Kind,
  type Mode,
  type Stage,
  stageOf as stageIn,
  startWorld,
  type World,
} from '../testing/stage.ts'
import { uniqueNameOf } from './directory.ts'
import { returnSteps } from './finish.ts'
import { intendedKey } from './journal.ts'
import { runSteps } from './steps.ts'

let world: World
let sandbox: Sandbox
let now: World['now']
beforeAll(async () => {
  world = await startWorld()
  sandbox = world.sandbox
  now = world.now
})
afterAll(() => world.close())

const stageOf = (publicUrl: string, kind: Kind, who = 'Mia') => stageIn(world, publicUrl, kind, { who })

/** What is in Microsoft 365 and in our books, as far as two setups must agree on it. */
function truthOf({ state }: Stage, publicUrl: string) {
  const apps = [...applications()].filter(({ uniqueName }) => uniqueName === uniqueNameOf(publicUrl))
  return {
    apps: apps.map((app) => ({
      redirects: app.registration.web.redirectUris.length,
      asked: app.registration.requiredResourceAccess.flatMap((one) => one.resourceAccess).length,
      roles: [...app.roles].sort(),
      principal: app.servicePrincipalId !== undefined,
      secrets: app.secrets.map(({ keyId }) => keyId === state.credential?.keyId),
      secretIsHeld: app.secrets.map(({ value }) => value === state.secret),
      certificates: app.certificates.length,
    })),
    isOurs: apps.map(({ clientId }) => clientId === state.applicationId),
    draft: state.credential?.kind,
    journal: state.created.map(({ kind }) => kind).sort(),
    open: state.created.filter((one) => intendedKey(one) !== undefined),
  }
}

function applications() {
  return sandbox.control.applications()
}

describe.each<Kind>(['secret', 'certificate'])('the automatic setup with a %s', (kind) => {
  const golden = `https://golden-${kind}.contoso.com`
  let calls = 0
  beforeAll(async () => {
    const stage = await stageOf(`https://counted-${kind}.contoso.com`, kind)
    stage.spoiling.arm(0, 'refused')
    await stage.setUp()
    calls = stage.spoiling.calls()
    expect(calls).toBeGreaterThan(20)
  })

  it('makes everything, and a second time nothing', async () => {
    const stage = await stageOf(golden, kind)
    const first = await stage.setUp()
    const after = truthOf(stage, golden)
    expect(after.apps).toMatchObject([
      {
        redirects: 1,
        asked: 2,
        principal: true,
        roles: ['Chat.Read.All', 'User.Read.All'],
        ...(kind === 'secret'
          ? { secrets: [true], secretIsHeld: [true], certificates: 0 }
          : { secrets: [], certificates: 1 }),
      },
    ])
    expect(after.open).toEqual([])
    expect(first.filter(({ name }) => name === 'grant').map(({ state }) => state)).toEqual(
      Array(2).fill('done'),
    )
    const second = await stage.setUp()
    expect(second.map(({ state }) => state)).not.toContain('failed')
    expect(second.filter(({ name, state }) => state === 'done' && !['permissions'].includes(name))).toEqual(
      [],
    )
    expect(truthOf(stage, golden)).toEqual(after)
  })

  it('grants the wider set and the usage report when they are chosen', async () => {
    const chosen = { leastSet: false, usageReport: true }
    const stage = await stageIn(world, `https://wider-${kind}.contoso.com`, kind, chosen)
    const rows = await stage.setUp()
    expect(rows.filter(({ name }) => name === 'grant').map(({ what }) => what)).toEqual([
      ...['Chat.Read.All', 'User.Read.All', 'Chat.ReadWrite.All', 'GroupMember.Read.All', 'Reports.Read.All'],
    ])
  })

  it.each<Mode>(['refused', 'lost'])(
    'ends the same when any one call is %s and it is run again',
    async (mode) => {
      const unharmed = `https://${mode}-${kind}.contoso.com`
      const stage = await stageOf(unharmed, kind)
      await stage.setUp()
      const wanted = { ...truthOf(stage, unharmed), journal: undefined }
      for (let at = 1; at <= calls; at++) {
        const publicUrl = `https://${mode}-${kind}-${at}.contoso.com`
        const spoiled = await stageOf(publicUrl, kind)
        spoiled.spoiling.arm(at, mode)
        await expect(spoiled.setUp(), `call ${at}`).rejects.toThrow()
        const failed = spoiled.rows.at(-1)?.map(({ state }) => state)
        expect(
          failed?.filter((state) => state === 'failed'),
          `call ${at}`,
        ).toHaveLength(1)
        expect(failed).not.toContain('running')
        spoiled.spoiling.arm(0, mode)
        await spoiled.setUp()
        const { open, ...soon } = truthOf(spoiled, publicUrl)
        expect({ ...soon, open: [], journal: undefined }, `call ${at}`).toEqual(wanted)
        // Not seen may mean not spread; later it means that it was never made.
        now.at += 11 * 60_000
        await spoiled.setUp()
        expect({ ...truthOf(spoiled, publicUrl), journal: undefined }, `call ${at}`).toEqual(wanted)
      }
    },
    120_000,
  )

  it.each<Mode>(['refused', 'lost'])(
    'leaves nothing behind when any one call is %s and it is undone',
    async (mode) => {
      for (let at = 1; at <= calls; at++) {
        const publicUrl = `https://undo-${mode}-${kind}-${at}.contoso.com`
        const spoiled = await stageOf(publicUrl, kind)
        spoiled.spoiling.arm(at, mode)
        await expect(spoiled.setUp(), `call ${at}`).rejects.toThrow()
        spoiled.spoiling.arm(0, mode)
        await spoiled.undo()
        expect(truthOf(spoiled, publicUrl), `call ${at}`).toMatchObject({ apps: [], journal: [] })
        expect(spoiled.state).toMatchObject({ applicationId: null, credential: null })
      }
    },
    120_000,
  )
})

describe('undoing', () => {
  it('takes nothing from an app that was there before', async () => {
    const before = sandbox.control.registerApp({ roles: ['Chat.Read.All'] })
    const app = applications().find(({ clientId }) => clientId === before.clientId)
    const publicUrl = 'https://before.contoso.com'
    const stage = await stageOf(publicUrl, 'secret')
    stage.state.applicationId = before.clientId
    await stage.setUp()
    expect(app?.secrets).toHaveLength(2)
    expect([...(app?.roles ?? [])]).toContain('User.Read.All')
    await stage.undo()
    expect(app?.secrets.map(({ value }) => value)).toEqual([before.clientSecret])
    expect([...(app?.roles ?? [])]).toEqual(['Chat.Read.All'])
    expect(app?.servicePrincipalId).toBeDefined()
  })

  it('continues where it was cut off', async () => {
    const publicUrl = 'https://cut-undo.contoso.com'
    const stage = await stageOf(publicUrl, 'secret')
    await stage.setUp()
    stage.spoiling.arm(6, 'lost')
    await expect(stage.undo()).rejects.toThrow()
    stage.spoiling.arm(0, 'lost')
    await stage.undo()
    expect(truthOf(stage, publicUrl)).toMatchObject({ apps: [], journal: [] })
  })
})

describe('what Microsoft has not spread yet', () => {
  it('is waited for, and the waiting is told', async () => {
    sandbox.control.set({ replicationMs: 30_000 })
    const stage = await stageOf('https://slow.contoso.com', 'secret')
    const begun = now.at
    await stage.setUp()
    expect(now.at - begun).toBeGreaterThanOrEqual(30_000)
    expect(stage.waits.at(-1)).toMatchObject({ why: 'replication', upToMs: 120_000 })
    expect(truthOf(stage, 'https://slow.contoso.com').apps).toMatchObject([{ secrets: [true] }])
    sandbox.control.set({ replicationMs: 0 })
  })

  it('is not waited for longer than two minutes', async () => {
    sandbox.control.set({ replicationMs: 300_000 })
    const stage = await stageOf('https://never.contoso.com', 'secret')
    const failure = await stage.setUp().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MicrosoftRefusal)
    expect(failure).toMatchObject({ kind: 'replication', code: 'NoBackingApplicationObject' })
    sandbox.control.set({ replicationMs: 0 })
  })
})

describe('someone who may not', () => {
  it('is told so by Microsoft, and nothing was made', async () => {
    const stage = await stageOf('https://forbidden.contoso.com', 'secret', 'Aisha')
    const failure = await stage.setUp().catch((error: unknown) => error)
    expect(failure).toMatchObject({ kind: 'rights', status: 403, code: 'Authorization_RequestDenied' })
  })
})

describe('giving the temporary permissions back', () => {
  it('removes what was asked for, of this person and of everyone, and nothing else', async () => {
    const stage = await stageOf('https://grants.contoso.com', 'secret')
    const mia = sandbox.operators.find(({ person }) => person.givenName === 'Mia')?.person.id ?? ''
    const ben = sandbox.operators.find(({ person }) => person.id !== mia)?.person.id ?? ''
    const id = async (appId: string) =>
      (
        await stage.graph.call<{ id: string }>({
          method: 'GET',
          path: `/servicePrincipals(appId='${appId}')`,
        })
      )?.id
    const clientId = await id(sandbox.signIn.clientId)
    const resourceId = await id('00000003-0000-0000-c000-000000000000')
    const scope = GRAPH_SCOPES.join(' ')
    const grant = (principalId: string | null, scope: string) =>
      stage.graph.call({
        method: 'POST',
        path: '/oauth2PermissionGrants',
        body: {
          clientId,
          resourceId,
          scope,
          principalId,
          consentType: principalId ? 'Principal' : 'AllPrincipals',
        },
      })
    await grant(mia, `openid profile ${scope}`)
    await grant(ben, scope)
    await grant(null, scope)
    const dropped: string[] = []
    const plan = { ...stage, signInClientId: sandbox.signIn.clientId, delegateId: mia }
    const dropTokens = async () => {
      dropped.push('dropped')
      return 'done' as const
    }
    const rows = await runSteps(returnSteps({ ...plan, dropTokens }), () => undefined)
    expect(rows.map(({ state }) => state)).toEqual(['done', 'done'])
    expect(dropped).toEqual(['dropped'])
    const left = await stage.graph.list<{ principalId: string | null; scope: string }>({
      method: 'GET',
      path: `/servicePrincipals/${clientId}/oauth2PermissionGrants`,
    })
    expect(left.map((one) => [one.principalId, one.scope])).toEqual([
      [mia, 'openid profile'],
      [ben, scope],
    ])
    expect(ASKED_SCOPES).toEqual(expect.arrayContaining([...GRAPH_SCOPES]))
  })

  it('stops nothing when Microsoft refuses', async () => {
    const stage = await stageOf('https://refuse-grants.contoso.com', 'secret', 'Aisha')
    const plan = { ...stage, signInClientId: sandbox.signIn.clientId, delegateId: 'x' }
    stage.spoiling.arm(1, 'refused')
    const rows = await runSteps(returnSteps({ ...plan, dropTokens: async () => 'done' }), () => undefined)
    expect(rows.map(({ state }) => state)).toEqual(['manual', 'done'])
  })
})
