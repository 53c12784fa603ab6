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
