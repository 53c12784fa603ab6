import {
  ByCreated,
  ChangeSetup,
  CheckSetup,
  CreatedObject,
  MakeCertificate,
  NoteCreated,
  SetDraftSecret,
  Setup,
  SetupProgress,
} from '../../contract/index.ts'
import type { SetupService } from '../../services/setup/setup.ts'
import { json, jsonOrLines, nothing } from '../answers.ts'
import { type Route, route } from '../route.ts'

/** What counts for money is told with its value. */
function toldIn(body: ChangeSetup): string {
  const regime = body.billing?.regime
  return Object.keys(body)
    .map((name) => (name === 'billing' && regime !== undefined ? `billing (${regime})` : name))
    .join(', ')
}

export function setupRoutes(setup: SetupService): Route[] {
  return [
    route({
      method: 'get',
      path: '/setup',
      summary: 'The progress of the setup, step by step, without its secret',
      action: 'setup.manage',
      answer: json(Setup),
      handler: ({ operator }) => setup.get(operator),
    }),
    route({
      method: 'put',
      path: '/setup',
      summary: 'Save values of the setup; those left out are kept',
      action: 'setup.manage',
      audit: 'setup.set',
      note: ({ body }) => toldIn(body),
      body: ChangeSetup,
      answer: json(Setup),
      refusals: [422],
      handler: ({ operator, body }) => setup.set(operator, body),
    }),
    route({
      method: 'delete',
      path: '/setup',
      summary: 'Start the setup again. Drafts are destroyed; the list of created objects is kept',
      action: 'setup.manage',
      audit: 'setup.restart',
      answer: nothing,
      handler: ({ operator }) => setup.restart(operator),
    }),
    route({
      method: 'put',
      path: '/setup/credential',
      summary: 'Keep a secret, sealed, until the connection is saved. It’s never returned',
      action: 'setup.manage',
      audit: 'setup.credential',
      note: ({ body }) => `secret, key id ${body.keyId ?? 'unknown'}`,
      body: SetDraftSecret,
      answer: json(Setup),
      refusals: [422],
      handler: ({ operator, body }) => setup.keepSecret(operator, body),
    }),
    route({
      method: 'post',
      path: '/setup/certificate',
      summary:
        'Create a key pair and a certificate. The private key is kept here; the public part is returned',
      action: 'setup.manage',
      audit: 'setup.certificate',
      note: ({ body }) => `${body.months} months, for a ${body.purpose ?? 'setup'}`,
      body: MakeCertificate,
      answer: json(Setup),
      handler: ({ operator, body }) => setup.makeCertificate(operator, body),
    }),
    route({
      method: 'post',
      path: '/setup/checks',
      summary: 'Check the setup with Microsoft, step by step. Costs at most one metered message',
      action: 'setup.manage',
      audit: 'setup.check',
      note: ({ body }) => `up to ${body.upTo ?? 'the end'}`,
      body: CheckSetup,
      answer: jsonOrLines({
        result: Setup,
        resultName: 'setup',
        item: SetupProgress,
        itemName: 'step',
      }),
      handler: ({ operator, body, signal }, report) => setup.check(operator, body, report, signal),
    }),
    route({
      method: 'post',
      path: '/setup/created',
      summary: 'Record an object created in Microsoft 365, for undo and removal',
      action: 'setup.manage',
      audit: 'setup.created',
      note: ({ body }) => `${body.kind} ${body.name}`,
      body: NoteCreated,
      answer: json(CreatedObject, 201),
      handler: ({ operator, body }) => setup.noteCreated(operator, body),
    }),
    route({
      method: 'delete',
      path: '/setup/created/:id',
      summary: 'Remove an object from the list, once it’s gone from Microsoft 365',
      action: 'setup.manage',
      audit: 'setup.removed',
      params: ByCreated,
      answer: nothing,
      handler: ({ operator, params }) => setup.strikeCreated(operator, params.id),
    }),
  ]
}
