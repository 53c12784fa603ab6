import {
  ByCreated,
  CheckOnboarding,
  CreatedObject,
  MakeCertificate,
  NoteCreated,
  Onboarding,
  OnboardingProgress,
  SetDraftSecret,
  SetOnboarding,
} from '../../contract/index.ts'
import type { OnboardingService } from '../../services/setup/setup.ts'
import { json, jsonOrLines, nothing } from '../answers.ts'
import { type Route, route } from '../route.ts'

/** What counts for money is told with its value. */
function toldIn(body: SetOnboarding): string {
  const regime = body.billing?.regime
  return Object.keys(body)
    .map((name) => (name === 'billing' && regime !== undefined ? `billing (${regime})` : name))
    .join(', ')
}

export function onboardingRoutes(onboarding: OnboardingService): Route[] {
  return [
    route({
      method: 'get',
      path: '/onboarding',
      summary: 'How far the setup has come, step by step, without its secret',
      action: 'onboarding.manage',
      answer: json(Onboarding),
      handler: ({ operator }) => onboarding.get(operator),
    }),
    route({
      method: 'put',
      path: '/onboarding',
      summary: 'Keep what the setup was told; what is left out stays',
      action: 'onboarding.manage',
      audit: 'onboarding.set',
      note: ({ body }) => toldIn(body),
      body: SetOnboarding,
      answer: json(Onboarding),
      refusals: [422],
      handler: ({ operator, body }) => onboarding.set(operator, body),
    }),
    route({
      method: 'delete',
      path: '/onboarding',
      summary: 'Start the setup again; drafts are destroyed, the list of what was created stays',
      action: 'onboarding.manage',
      audit: 'onboarding.restart',
      answer: nothing,
      handler: ({ operator }) => onboarding.restart(operator),
    }),
    route({
      method: 'put',
      path: '/onboarding/credential',
      summary: 'Keep a secret, sealed, until the connection is saved; it is never answered',
      action: 'onboarding.manage',
      audit: 'onboarding.credential',
      note: ({ body }) => `secret, key id ${body.keyId ?? 'unknown'}`,
      body: SetDraftSecret,
      answer: json(Onboarding),
      refusals: [422],
      handler: ({ operator, body }) => onboarding.keepSecret(operator, body),
    }),
    route({
      method: 'post',
      path: '/onboarding/certificate',
      summary: 'Make a key pair and a certificate; the private key stays here, the public part is answered',
      action: 'onboarding.manage',
      audit: 'onboarding.certificate',
      note: ({ body }) => `${body.months} months, for a ${body.purpose ?? 'setup'}`,
      body: MakeCertificate,
      answer: json(Onboarding),
      handler: ({ operator, body }) => onboarding.makeCertificate(operator, body),
    }),
    route({
      method: 'post',
      path: '/onboarding/checks',
      summary: 'Ask Microsoft how far it is, step by step. Costs at most one metered message',
      action: 'onboarding.manage',
      audit: 'onboarding.check',
      note: ({ body }) => `up to ${body.upTo ?? 'the end'}`,
      body: CheckOnboarding,
      answer: jsonOrLines({
        ...{ result: Onboarding, resultName: 'onboarding' },
        ...{ item: OnboardingProgress, itemName: 'step' },
      }),
      handler: ({ operator, body, signal }, report) => onboarding.check(operator, body, report, signal),
    }),
    route({
      method: 'post',
      path: '/onboarding/created',
      summary: 'Write down what was made at Microsoft, for undo and removal',
      action: 'onboarding.manage',
      audit: 'onboarding.created',
      note: ({ body }) => `${body.kind} ${body.name}`,
      body: NoteCreated,
      answer: json(CreatedObject, 201),
      handler: ({ operator, body }) => onboarding.noteCreated(operator, body),
    }),
    route({
      method: 'delete',
      path: '/onboarding/created/:id',
      summary: 'It is gone from Microsoft: strike it off',
      action: 'onboarding.manage',
      audit: 'onboarding.removed',
      params: ByCreated,
      answer: nothing,
      handler: ({ operator, params }) => onboarding.strikeCreated(operator, params.id),
    }),
  ]
}
