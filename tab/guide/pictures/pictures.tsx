/** The pictures of the guide, one for each part of a step. Numbers in them are those of the actions beside them. */
import type { ComponentType } from 'react'
import { formatNumber } from '../../format/number.ts'
import type { PictureName } from '../steps.ts'
import type { GuideWords } from '../words.ts'
import {
  arrowDown,
  beside,
  bold,
  box,
  button,
  card,
  choice,
  field,
  ghosts,
  label,
  Sketch,
  sign,
  stack,
  station,
  title,
  Window,
  withMenu,
  words as wordsOf,
} from './kit.tsx'

export interface PictureProps {
  words: GuideWords
  /** The numbers of the step's actions. */
  numbers: ReadonlyMap<string, number>
}

const ENTRA = 'entra.microsoft.com'
const CHATVAULT = 'Chatvault'
const APP = 'Chatvault backup'
const REDIRECT = '…/consent/callback'
const CLIENT = '0f3e1c52-…-9a88'
const OBJECT = '7b1a94d0-…-d2aa'
const SECRET = 'Kq8Q~x7f.Bn…'
const THUMBPRINT = '9C41E27D…0B3F'
const MAILBOX = 'mia@contoso.com'
const FILE = 'chatvault.cer'

export const PICTURE_OF: Readonly<Record<PictureName, ComponentType<PictureProps>>> = {
  start: Start,
  'register-form': RegisterForm,
  'register-overview': RegisterOverview,
  'secret-create': SecretCreate,
  'secret-copy': SecretCopy,
  certificate: Certificate,
  permissions: Permissions,
  consent: Consent,
  billing: Billing,
  connect: Connect,
}

function Start({ words, numbers }: PictureProps) {
  const { picture } = words.start
  const at = (step: 'register' | 'credential' | 'permissions' | 'consent' | 'billing' | 'connect') =>
    station(words[step].short, numbers.get(step) ?? 0)
  return (
    <Sketch
      name={picture.name}
      blocks={[
        card([label(picture.entra), at('register'), at('credential'), at('permissions'), at('consent')]),
        arrowDown(),
        card([label(picture.azure), at('billing')]),
        arrowDown(),
        card([label(picture.chatvault), at('connect')]),
      ]}
    />
  )
}

function RegisterForm({ words, numbers }: PictureProps) {
  const { form } = words.register.picture
  return (
    <Window
      name={form.name}
      address={ENTRA}
      blocks={[
        title(form.title),
        field(form.label, APP, { number: numbers.get('name'), verbatim: true }),
        stack(
          [
            label(form.account),
            choice(form.single, true, { number: numbers.get('account') }),
            choice(form.multi, false),
          ],
          4,
        ),
        stack(
          [
            label(form.redirect),
            beside(
              0.27,
              box(form.web),
              box(REDIRECT, { number: numbers.get('redirect'), verbatim: true }),
              6,
            ),
          ],
          4,
        ),
        button(form.button, numbers.get('register')),
      ]}
    />
  )
}

function RegisterOverview({ words, numbers }: PictureProps) {
  const { overview } = words.register.picture
  return (
    <Window
      name={overview.name}
      address={ENTRA}
      blocks={[
        withMenu(overview.menu, [
          field(overview.client, CLIENT, { number: numbers.get('copy'), verbatim: true }),
          stack([field(overview.object, OBJECT, { verbatim: true }), sign(words.label.notThis, false)], 6),
          stack([label(overview.tenant), ghosts(0.8)], 7),
        ]),
      ]}
    />
  )
}

function SecretCreate({ words, numbers }: PictureProps) {
  const { create } = words.credential.picture
  return (
    <Window
      name={create.name}
      address={ENTRA}
      blocks={[
        withMenu(
          create.menu,
          [label(create.secrets), button(create.button, numbers.get('create'), 'box'), ghosts(0.9, 0.7)],
          numbers.get('open'),
        ),
        card([
          field(create.describe, CHATVAULT, { verbatim: true }),
          field(create.expires, create.months, { number: numbers.get('describe') }),
          button(create.add, numbers.get('add')),
        ]),
      ]}
    />
  )
}

function SecretCopy({ words, numbers }: PictureProps) {
  const { copy } = words.credential.picture
  return (
    <Window
      name={copy.name}
      address={ENTRA}
      blocks={[
        beside(
          0.5,
          stack(
            [
              field(copy.value, SECRET, { number: numbers.get('copy'), verbatim: true }),
              sign(copy.right, true),
            ],
            8,
          ),
          stack([field(copy.id, OBJECT, { verbatim: true }), sign(words.label.notThis, false)], 8),
          18,
        ),
      ]}
    />
  )
}

function Certificate({ words, numbers }: PictureProps) {
  const { certificate } = words.credential.picture
  return (
    <Window
      name={certificate.name}
      address={ENTRA}
      blocks={[
        withMenu(
          words.credential.picture.create.menu,
          [
            label(certificate.tab),
            button(certificate.button, numbers.get('upload'), 'box'),
            wordsOf(FILE, { size: 12 }, 'quiet', true),
          ],
          numbers.get('openCertificates'),
        ),
        field(certificate.thumbprint, THUMBPRINT, { number: numbers.get('compare'), verbatim: true }),
        sign(certificate.same, true),
      ]}
    />
  )
}

function Permissions({ words, numbers }: PictureProps) {
  const { choose } = words.permissions.picture
  const tick = numbers.get('tick')
  return (
    <Window
      name={choose.name}
      address={ENTRA}
      blocks={[
        title(choose.title),
        card([bold(choose.graph)], numbers.get('graph')),
        beside(
          0.48,
          card([sign(choose.delegated, false)]),
          card([sign(choose.application, true)], numbers.get('application')),
        ),
        stack(
          [
            choice('Chat.Read.All', true, { square: true, verbatim: true, number: tick }),
            choice('User.Read.All', true, { square: true, verbatim: true }),
          ],
          4,
        ),
        button(choose.button, numbers.get('add')),
      ]}
    />
  )
}

function Consent({ words, numbers }: PictureProps) {
  const { grant } = words.consent.picture
  return (
    <Window
      name={grant.name}
      address={ENTRA}
      blocks={[
        withMenu(
          grant.menu,
          [
            button(grant.button, numbers.get('grant'), 'box'),
            card([ghosts(0.9), button(grant.confirm, numbers.get('confirm'))]),
          ],
          numbers.get('open'),
        ),
        beside(
          0.52,
          stack(
            [
              label(grant.permission),
              ...['Chat.Read.All', 'User.Read.All'].map((it) => box(it, { verbatim: true })),
            ],
            6,
          ),
          card(
            [label(grant.status), sign(grant.granted, true), sign(grant.granted, true)],
            numbers.get('check'),
          ),
        ),
      ]}
    />
  )
}

function Billing({ words, numbers }: PictureProps) {
  const { decide } = words.billing.picture
  const number = numbers.get('subscription')
  return (
    <Sketch
      name={decide.name}
      blocks={[
        card([bold(decide.test)], numbers.get('test')),
        beside(0.5, arrowDown(), arrowDown(), 16),
        beside(
          0.5,
          stack([sign(decide.reads, true), card([wordsOf(decide.done)])], 8),
          stack([sign(decide.refused, false), card([bold(decide.link), wordsOf(decide.shell)], number)], 8),
          16,
        ),
      ]}
    />
  )
}

function Connect({ words, numbers }: PictureProps) {
  const { test } = words.connect.picture
  return (
    <Window
      name={test.name}
      address={CHATVAULT}
      blocks={[
        field(test.id, CLIENT, { number: numbers.get('app'), verbatim: true }),
        field(test.secret, '••••••••', { verbatim: true }),
        field(test.limit, formatNumber(50_000), { number: numbers.get('limit') }),
        choice('', true, { square: true, number: numbers.get('agree') }),
        field(test.mailbox, MAILBOX, { number: numbers.get('mailbox'), verbatim: true }),
        button(test.button, numbers.get('save')),
        sign(test.checks, true),
      ]}
    />
  )
}
