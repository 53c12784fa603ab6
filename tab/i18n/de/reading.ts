import type { Translated } from '../catalogue.ts'
import type { reading as english, ask as englishAsk } from '../en/reading.ts'

export const reading: Translated<typeof english> = {
  title: 'Wer Nachrichten lesen darf',
  intro:
    'Legen Sie fest, was nötig ist, um zu lesen, was andere geschrieben haben, und sehen Sie, wer darum gebeten hat. Jedes Lesen steht im Protokoll, mit der Anfrage, die es erlaubt hat.',
  toSettings: 'Einstellungen',
  panel: {
    title: 'Nachrichten lesen',
    text: 'Was zum Lesen von Nachrichten nötig ist und wer darum gebeten hat.',
    open: 'Leseanfragen öffnen',
  },
  mode: { open: 'Offen', reason: 'Mit Begründung', 'four-eyes': 'Mit Genehmigung durch eine zweite Person' },
  modeText: {
    open: 'Wer die Rolle Prüfer oder Administrator hat, kann sofort lesen.',
    reason: 'Wer lesen möchte, gibt an, was und warum, und kann danach sofort lesen, so lange wie angegeben.',
    'four-eyes':
      'Wer lesen möchte, gibt an, was und warum. Ein anderer Administrator muss die Anfrage zuerst genehmigen.',
  },
  hours_one: '{{n}} Stunde',
  hours_other: '{{n}} Stunden',
  policy: {
    title: 'Was nötig ist',
    loading: 'Leserichtlinie',
    question: 'Um Nachrichten zu lesen, zu durchsuchen oder Exporte herunterzuladen',
    adminsRead: 'Administratoren können ohne die Rolle Prüfer lesen',
    changed: 'Festgelegt von {{name}}, {{when}}',
    change: 'Ändern',
  },
  confirm: {
    title: 'Zu „{{mode}}“ wechseln?',
    ask: 'Genehmigung anfragen',
    looser:
      'Damit wird das Lesen leichter. Deshalb muss ein anderer Administrator zustimmen. Bis dahin ändert sich nichts.',
    fourEyes:
      'Dafür brauchen Sie mindestens zwei Administratoren: Wer anfragt, kann nicht genehmigen, und auch der Weg zurück braucht zwei Personen. Anfragen, für die bisher eine Begründung genügte, warten ab jetzt auf Genehmigung.',
  },
  pending: {
    title: 'Eine Änderung wartet auf Genehmigung.',
    text: '{{name}} hat am {{when}} um den Wechsel zu „{{mode}}“ gebeten.',
    adminsRead: 'Administratoren könnten dann ohne die Rolle Prüfer lesen.',
    another: 'Ein anderer Administrator muss zustimmen.',
    approve: 'Genehmigen',
    reject: 'Ablehnen',
    withdraw: 'Zurückziehen',
  },
  state: {
    'waiting-for-approval': 'Wartet auf Genehmigung',
    approved: 'Genehmigt',
    rejected: 'Abgelehnt',
    expired: 'Abgelaufen',
  },
  ends: {
    'waiting-for-approval': 'wartet bis {{when}}',
    approved: 'gültig bis {{when}}',
    expired: 'abgelaufen am {{when}}',
  },
  requests: {
    title: 'Leseanfragen',
    loading: 'Leseanfragen',
    empty: 'Noch keine Leseanfragen',
    emptyText: 'Wenn jemand Nachrichten lesen möchte, erscheint die Anfrage hier.',
    toDecide: 'Warten auf Sie',
    mine: 'Ihre Anfragen',
    others: 'Anfragen anderer',
    asked: 'Angefragt von {{name}} am {{when}}, für {{long}}',
    approvedBy: 'Genehmigt von {{name}}',
    rejectedBy: 'Abgelehnt von {{name}}',
    approve: 'Genehmigen',
    approveOf: 'Anfrage von {{name}} genehmigen',
    reject: 'Ablehnen',
    rejectOf: 'Anfrage von {{name}} ablehnen',
  },
}

export const ask: Translated<typeof englishAsk> = {
  title: 'Lesen anfragen',
  reason: 'In Ihrer Organisation geben Sie zuerst einen Grund an. Danach können Sie sofort lesen.',
  fourEyes:
    'In Ihrer Organisation muss eine zweite Person zustimmen. Sie können diese Seite verlassen, während Sie warten.',
  what: 'Was: {{what}}',
  why: 'Grund',
  whyHint: 'Steht im Protokoll und wird der Person gezeigt, die genehmigt.',
  noReason: 'Geben Sie einen Grund ein.',
  howLong: 'Wie lange',
  ask: 'Lesen anfragen',
  asking: 'Wird angefragt …',
  waiting: 'Wartet auf die Genehmigung einer zweiten Person',
  asked: 'Ihre Anfrage vom {{when}}: {{reason}}',
  until: 'Sie kann bis {{when}} genehmigt werden.',
  rejected: '{{name}} hat Ihre letzte Anfrage abgelehnt. Sie können erneut anfragen.',
  expired: 'Ihre letzte Anfrage ist am {{when}} abgelaufen. Sie können erneut anfragen.',
}
