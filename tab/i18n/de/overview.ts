import type { Translated } from '../catalogue.ts'
import type { overview as english } from '../en/overview.ts'

export const overview: Translated<typeof english> = {
  title: 'Übersicht',
  loading: 'Übersicht',
  status: {
    'not-connected': 'Nicht verbunden',
    never: 'Noch nicht gesichert',
    protected: 'Gesichert',
    attention: 'Handlungsbedarf',
    unprotected: 'Nicht gesichert',
  },
  says: {
    'not-connected':
      'Verbinden Sie Ihren Microsoft 365-Mandanten, und Chatvault kann seine Chats sichern. Das dauert etwa fünf Minuten.',
    never: 'Ihr Mandant ist verbunden. Starten Sie die erste Sicherung, um seine Chats zu schützen.',
    protected: 'Alle, die gesichert werden sollen, sind gesichert.',
    protectedPart: 'Alle, die gesichert werden können, sind gesichert.',
    attention: 'Die Sicherung funktioniert, aber unten ist etwas für Sie zu tun.',
    unprotected: 'Es gibt keine gute Sicherung. Was die Sicherung von Chats verhindert, steht unten.',
  },
  sentence: '{{protected}} von {{total}} Personen sind gesichert.',
  sentenceNobody: 'Niemand ist für die Sicherung ausgewählt.',
  connect: 'Mandanten verbinden',
  chooseWho: 'Auswählen, wer gesichert wird',
  fact: {
    last: 'Letzte gute Sicherung',
    people: 'Gesicherte Personen',
    peopleOf: '{{protected}} von {{total}}',
    messages: 'Archivierte Nachrichten',
    conversations: 'Unterhaltungen',
  },
  outOfScope_one: '{{n}} Person Ihrer Organisation ist nicht ausgewählt.',
  outOfScope_other: '{{n}} Personen Ihrer Organisation sind nicht ausgewählt.',
  steps: {
    title: 'So fangen Sie an',
    begin: 'Einrichten, Schritt für Schritt oder automatisch',
    app: 'Eine App in Entra registrieren',
    appText:
      'Geben Sie ihr die Anwendungsberechtigungen Chat.Read.All und User.Read.All, erteilen Sie die Administratoreinwilligung, und erstellen Sie einen geheimen Clientschlüssel.',
    connect: 'Hier verbinden',
    connectText:
      'Geben Sie ihre ID und den Schlüssel ein, legen Sie fest, wie viele Nachrichten ein Monat höchstens kosten darf, und testen Sie. Fünf Prüfungen zeigen, was fehlt.',
    run: 'Die erste Sicherung starten',
    runText: 'Sie sehen vorher, was sie kosten kann, und währenddessen, was sie kostet.',
  },
  needs: {
    title: 'Zu erledigen',
    titleCount: 'Zu erledigen ({{n}})',
    none: 'Nichts zu erledigen',
    noneText: 'Gibt es etwas zu tun, steht es hier, mit einer Schaltfläche zur richtigen Stelle.',
    warning: 'Warnung',
    error: 'Fehler',
    open: 'Öffnen',
    to: {
      connection: 'Zur Verbindung',
      people: 'Personen anzeigen',
      runs: 'Zur Sicherung',
      limit: 'Limit ändern',
    },
  },
  chart: {
    title: 'Letzte 30 Tage',
    label:
      'Neu archivierte Nachrichten pro Tag in den letzten 30 Tagen: insgesamt {{n}}, die meisten am {{day}}.',
    labelNone: 'In den letzten 30 Tagen wurden keine Nachrichten archiviert.',
    total_one: '{{n}} neue Nachricht in 30 Tagen',
    total_other: '{{n}} neue Nachrichten in 30 Tagen',
    day_one: '{{day}}: {{n}} neue Nachricht',
    day_other: '{{day}}: {{n}} neue Nachrichten',
    asTable: 'Als Tabelle anzeigen',
    tableLabel: 'Nachrichten und Fehler nach Tagen',
    asChart: 'Als Diagramm anzeigen',
    date: 'Tag (UTC)',
    added: 'Neue Nachrichten',
    faults: 'Fehler',
    run: 'Sicherung',
    openRun: 'Sicherung öffnen',
    faultMark: 'Tag mit Fehlern',
    utc: 'Tage werden nach UTC gezählt.',
    none: 'Noch keine Nachrichten. Nach der ersten Sicherung hat hier jeder Tag einen Balken.',
  },
}
