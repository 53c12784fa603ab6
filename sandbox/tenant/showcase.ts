import type { Random } from '../random.ts'
import type { Participant } from './chats.ts'
import { compose, mention } from './composer.ts'
import { Slots } from './dialogue.ts'
import { chatRenamed, everyEvent, membersAdded, membersLeft } from './events.ts'
import type { Step } from './everyday.ts'
import { longText } from './everyday.ts'
import {
  adaptiveCard,
  codeSnippet,
  type Drawn,
  fileReference,
  forward,
  inlineImage,
  inlineQuote,
  quote,
  thumbnailCard,
  voiceClip,
} from './extras.ts'
import type { Afterlife, Draft, Reaction } from './message.ts'
import type { Sender } from './people.ts'
import type { Tenant } from './tenant.ts'
import type { Thread } from './thread.ts'

/**
 * One of every kind of content, for the first chats of any tenant: people look at them on screen and tests look for
 * each shape.
 */
export const SHOWCASE: readonly ((thread: Thread, tenant: Tenant, random: Random) => Step[])[] = [
  oneOnOne,
  group,
  meeting,
  notes,
]

const text = (content: string): Draft => ({ contentType: 'text', content })
const html = (content: string, more: Partial<Draft> = {}): Draft => ({
  contentType: 'html',
  content,
  ...more,
})

function carrying(drawn: Drawn, content: string): Draft {
  return html(`${drawn.markup}${content}`, {
    ...(drawn.attachment ? { attachments: [drawn.attachment] } : {}),
    ...(drawn.hosted ? { hosted: [drawn.hosted] } : {}),
  })
}

/** Helps to write a story: who says what. */
class Stage {
  readonly thread: Thread
  readonly random: Random
  readonly cast: readonly Participant[]

  constructor(thread: Thread, random: Random) {
    this.thread = thread
    this.random = random
    this.cast = thread.chat.participants
  }

  who(index: number): Participant {
    return this.cast[index % this.cast.length] as Participant
  }

  say(index: number, draft: Draft, after: (at: number) => Afterlife = () => ({})): Step {
    const { sender } = this.who(index)
    return (at) => void this.thread.post(at, sender, draft, after(at))
  }

  /** A draft that needs the message's id or earlier messages. */
  sayLate(index: number, draft: (at: number) => Draft): Step {
    const { sender } = this.who(index)
    return (at) => void this.thread.post(at, sender, draft(at))
  }

  from(sender: Sender, draft: Draft): Step {
    return (at) => void this.thread.post(at, sender, draft)
  }

  last(back: number) {
    const said = this.thread.chat.messages.filter((message) => !message.event && message.deletedAt === 0)
    return said[said.length - back] ?? said[0]
  }

  react(index: number, reactionType: string, displayName: string | null, at: number): Reaction {
    return { reactionType, displayName, at, sender: this.who(index).sender }
  }
}

function oneOnOne(thread: Thread, _tenant: Tenant, random: Random): Step[] {
  const stage = new Stage(thread, random)
  const card = text('The customer paid with 4111 1111 1111 1111, can you check?')
  return [
    stage.say(0, text('Morning! Did you see the numbers for Aurora?')),
    stage.say(1, html('<p>Yes. <strong>Better</strong> than I <em>feared</em> 🎉</p>')),
    stage.sayLate(0, (at) =>
      carrying(inlineImage(thread.chat.id, String(at), random), '<p>look at the last bar</p>'),
    ),
    stage.say(1, carrying(fileReference(stage.who(1), random, 'Aurora forecast.xlsx'), '<p>Full sheet</p>')),
    stage.say(0, html('<p>I will fix the totals today</p>'), (at) => ({ editedAt: at + 42_000 })),
    stage.say(1, text('wrong window, sorry'), (at) => ({ deletedAt: at + 9_000 })),
    stage.sayLate(0, () => reply(quoteOf(stage, 3), 'That is the one I meant')),
    stage.say(0, { ...card, policyViolation: POLICY_VIOLATION }, (at) => ({ policyViolatedAt: at + 1_500 })),
    stage.say(1, html('<p>Please call me <b>now</b>, production is down</p>', { importance: 'urgent' })),
    stage.sayLate(1, (at) => carrying(voiceClip(thread.chat.id, String(at), 'on the way'), '')),
    stage.say(0, text('تم، شكرًا لك 🌹')),
    stage.say(1, text('מעולה, נדבר מחר')),
    stage.say(0, text('报告已经更新，请查收。明日の会議は10時からです。')),
  ]
}

function quoteOf(stage: Stage, back: number): Drawn {
  const message = stage.last(back)
  return message ? quote(message) : { markup: '' }
}

function reply(drawn: Drawn, words: string): Draft {
  return carrying(drawn, `<p>${words}</p>`)
}

function group(thread: Thread, tenant: Tenant, random: Random): Step[] {
  const stage = new Stage(thread, random)
  const { applications, members } = tenant.people
  const [bot, , devOps, connector, webhook] = applications
  const host = stage.who(0)
  const topic = thread.chat.topic ?? 'Project Aurora'
  const newcomer = members.find(
    (one) => one.mailbox && !thread.chat.participants.some((p) => p.person === one),
  )
  const outsiders = thread.chat.participants.filter((p) => !p.person || p.person.userType === 'Guest')
  const everyone = html('<p><at id="0">Everyone</at> launch is on <b>Monday</b>, 9:00</p>', {
    mentions: [mentionChat(thread)],
  })
  return [
    (at) => void thread.event(at, membersAdded(host.sender, thread.chat.participants.slice(1))),
    (at) => void thread.event(at, chatRenamed(host.sender, thread.chat, topic)),
    stage.say(0, everyone),
    stage.say(1, greeting(stage.who(2)), (at) => ({
      reactions: [
        stage.react(0, 'like', 'Like', at + 4_000),
        stage.react(2, 'heart', 'Heart', at + 6_000),
        stage.react(3, '🎉', null, at + 90_000),
      ],
    })),
    ...(bot
      ? [
          (at: number) => {
            const picture = { chatId: thread.chat.id, messageId: String(at) }
            const menu = ['Ramen', 'Pizza', 'Salad']
            thread.post(at, bot, carrying(adaptiveCard(random, 'Lunch after the launch?', menu, picture), ''))
          },
        ]
      : []),
    ...outsiders.map(({ sender }) =>
      stage.from(sender, html(`<p>Hello from outside, ${sender.displayName.split(' ')[0]} here 👋</p>`)),
    ),
    stage.sayLate(2, () => reply(inlineQuoteOf(stage), 'Agreed, let us freeze the scope')),
    stage.sayLate(3, () => reply(forwardOf(stage), 'FYI')),
    stage.sayLate(1, (at) =>
      carrying(codeSnippet(thread.chat.id, String(at), random), '<p>this is the query</p>'),
    ),
    ...(connector
      ? [
          stage.from(
            connector,
            carrying(thumbnailCard(random, 'OPS-4711 moved to Done', 'by Jonas Keller'), ''),
          ),
        ]
      : []),
    ...(devOps
      ? [stage.from(devOps, carrying(thumbnailCard(random, 'Pull request 88 completed', 'aurora-web'), ''))]
      : []),
    ...(webhook ? [stage.from(webhook, text('build 1042: green'))] : []),
    stage.say(0, html(longText(random))),
    stage.sayLate(1, (at) => twoImages(stage, at)),
    stage.say(
      2,
      html(
        '<p>Steps:</p><ul><li>freeze</li><li>test</li><li>ship 🚀</li></ul><p><a href="https://contoso.com/aurora">plan</a></p>',
        { importance: 'high' },
      ),
    ),
    ...everyEvent(thread.chat, thread.chat.createdAt, random).map(
      (draft): Step =>
        (at) =>
          void thread.event(at, draft),
    ),
    ...(newcomer ? comingAndGoing(stage, tenant.participant(newcomer)) : []),
  ]
}

/** A member who joins, writes and leaves: the mailbox holds copies of that stretch only. */
function comingAndGoing(stage: Stage, newcomer: Participant): Step[] {
  const host = stage.who(0).sender
  return [
    (at) => {
      stage.thread.add(newcomer)
      stage.thread.event(at, membersAdded(host, [newcomer]))
    },
    stage.from(newcomer.sender, text('Hi all, I only need the file list and then I am gone')),
    (at) => {
      stage.thread.event(at, membersLeft(newcomer))
      stage.thread.remove(newcomer)
    },
  ]
}

function greeting(who: Participant): Draft {
  return html(`<p><at id="0">${who.sender.displayName}</at>&nbsp;can you confirm the room?</p>`, {
    mentions: [mention(0, who)],
  })
}

/** Learn: teamworkConversationIdentity in a mention of everyone. */
function mentionChat(thread: Thread): object {
  const conversation = { id: thread.chat.id, displayName: 'Everyone', conversationIdentityType: 'chat' }
  return {
    id: 0,
    mentionText: 'Everyone',
    mentioned: { application: null, device: null, user: null, conversation },
  }
}

function inlineQuoteOf(stage: Stage): Drawn {
  const message = stage.last(2)
  return message ? inlineQuote(message) : { markup: '' }
}

function forwardOf(stage: Stage): Drawn {
  const message = stage.last(3)
  return message ? forward(message) : { markup: '' }
}

function twoImages(stage: Stage, at: number): Draft {
  const [one, two] = [1, 2].map(() => inlineImage(stage.thread.chat.id, String(at), stage.random))
  const hosted = [one?.hosted, two?.hosted].filter((h) => h !== undefined)
  return html(`<p>before and after</p>${one?.markup ?? ''}${two?.markup ?? ''}`, { hosted })
}

function meeting(thread: Thread, _tenant: Tenant, random: Random): Step[] {
  const stage = new Stage(thread, random)
  const visitors = thread.chat.participants.filter(({ person }) => !person)
  return [
    stage.say(0, text('Agenda as always: numbers, risks, any other business')),
    ...visitors.map(({ sender }) => stage.from(sender, text('Can you hear me? I only see slides'))),
    stage.say(1, text('Minutes are in the notebook')),
    ...everyEvent(thread.chat, thread.chat.createdAt, random).map(
      (draft): Step =>
        (at) =>
          void thread.event(at, draft),
    ),
  ]
}

function notes(thread: Thread, _tenant: Tenant, random: Random): Step[] {
  const stage = new Stage(thread, random)
  const receipt = { speaker: 0, parts: ['receipt, hand in until Friday'], attach: 'image' } as const
  return [
    stage.say(0, text('Ask Jonas about the certificate')),
    stage.sayLate(0, (at) =>
      compose(receipt, stage.cast, thread.chat, String(at), random, new Slots(random, 'en')),
    ),
  ]
}

/** Learn: chatMessagePolicyViolation. */
const POLICY_VIOLATION = {
  dlpAction: 'blockAccess',
  justificationText: null,
  policyTip: {
    generalText: 'This message was blocked because it holds a credit card number.',
    complianceUrl: 'https://contoso.com/dlp',
    matchedConditionDescriptions: ['Credit Card Number'],
  },
  userAction: 'none',
  verdictDetails: 'allowFalsePositiveOverride,allowOverrideWithoutJustification',
}
