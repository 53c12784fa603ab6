import type { Translated } from '../catalogue.ts'
import type { spending as english } from '../en/spending.ts'

export const spending: Translated<typeof english> = {
  kinds: {
    oneOnOne: 'Einzelchats',
    group: 'Gruppenchats',
    meeting: 'Besprechungschats',
    self: 'Notizen an sich selbst',
    other: 'Nicht bekannt',
    means:
      'Nachrichten werden einmal für jedes Postfach angerechnet, aus dem sie gelesen werden: Eine Nachricht in einer Gruppe von neun Personen kann neunmal zählen. Jede zählt zu der Art von Chat, in dem sie steht. „Nicht bekannt“ ist, was Verbindungstests gelesen haben, was unterwegs verloren ging und trotzdem zählt, und was angerechnet wurde, bevor Chatvault nach Art des Chats gezählt hat.',
  },
  pace: {
    title: 'Bei diesem Tempo',
    loading: 'das Tempo des Monats',
    early: 'Wird ab dem Tag nach der ersten Sicherung angezeigt.',
    within_one: 'Etwa {{n}} Nachricht bis zum Monatsende, innerhalb des Limits von {{limit}}.',
    within_other: 'Etwa {{n}} Nachrichten bis zum Monatsende, innerhalb des Limits von {{limit}}.',
    over_one:
      'Etwa {{n}} Nachricht bis zum Monatsende. Das Limit von {{limit}} ist um den {{date}} erreicht.',
    over_other:
      'Etwa {{n}} Nachrichten bis zum Monatsende. Das Limit von {{limit}} ist um den {{date}} erreicht.',
    reached_one:
      'Das Limit von {{limit}} ist erreicht. Ohne Limit wären es bis zum Monatsende etwa {{n}} Nachricht.',
    reached_other:
      'Das Limit von {{limit}} ist erreicht. Ohne Limit wären es bis zum Monatsende etwa {{n}} Nachrichten.',
    unlimited_one: 'Etwa {{n}} Nachricht bis zum Monatsende. Es gibt kein Limit.',
    unlimited_other: 'Etwa {{n}} Nachrichten bis zum Monatsende. Es gibt kein Limit.',
    bar: 'Bisher {{used}} Nachrichten, bis {{date}} (UTC) etwa {{end}}',
    what: 'Dieser Monat',
    soFar: 'Bisher',
    next: 'Nächste Sicherung, erwartet',
    end: 'Bis {{date}} (UTC), bei diesem Tempo',
    limit: 'Limit',
    rests_one: 'Nach den Sicherungen seit {{since}} (UTC): etwa {{n}} Nachricht pro Tag.',
    rests_other: 'Nach den Sicherungen seit {{since}} (UTC): etwa {{n}} Nachrichten pro Tag.',
    withoutFirst: 'Die erste davon zählt nicht mit, weil sie alles von davor gelesen hat.',
  },
  filter: {
    kind: 'Buchung',
    all: 'Alle',
    person: 'Person',
    run: 'Sicherung',
    anyRun: 'Beliebige Sicherung',
    from: 'Von (UTC)',
    to: 'Bis (UTC)',
    clear: 'Filter löschen',
    none: 'Keine Buchung passt zu diesen Filtern.',
    csvHint: 'Die neuesten {{n}} passenden Buchungen.',
  },
  history: {
    title: 'Änderungen des Limits',
    intro: 'Wer das Monatslimit, den Preis oder die Angabe geändert hat, ob Nachrichten berechnet werden.',
    loading: 'Änderungen des Limits',
    none: 'Seit Chatvault Änderungen festhält, wurde nichts geändert.',
    at: 'Zeit',
    by: 'Geändert von',
    what: 'Änderung',
    nobody: 'Chatvault, vor dem ersten Verbindungstest',
    limit: 'Limit: {{from}} → {{to}}',
    price: 'Preis pro Nachricht: {{from}} → {{to}}',
    regime: 'Von Microsoft berechnet: {{from}} → {{to}}',
    noLimit: 'keines',
    unset: 'nicht festgelegt',
    metered: 'ja',
    'not-metered': 'nein',
  },
}
