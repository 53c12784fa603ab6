import type { Translated } from '../catalogue.ts'
import type { common as english } from '../en/common.ts'

export const common: Translated<typeof english> = {
  app: {
    name: 'Chatvault',
    skip: 'Zum Inhalt springen',
    sections: 'Bereiche',
    menu: 'Menü öffnen. Aktuelle Seite: {{section}}',
    notFoundTitle: 'Diese Seite gibt es nicht',
    notFoundText: 'Vielleicht ist die Adresse falsch geschrieben, oder der Inhalt wurde entfernt.',
    toOverview: 'Zur Übersicht',
    crashTitle: 'Auf dieser Seite ist ein Fehler aufgetreten',
    crashHint:
      'Laden Sie die Seite neu. Wenn das nicht hilft, senden Sie diesen Code an den Administrator Ihres Chatvault-Servers.',
    reload: 'Neu laden',
    pageTitle: '{{page}} · Chatvault',
  },
  nav: {
    overview: 'Übersicht',
    archive: 'Archiv',
    runs: 'Sicherungen',
    audit: 'Protokoll',
    connection: 'Verbindung',
    people: 'Personen',
    settings: 'Einstellungen',
  },
  account: {
    open: '{{initials}}, Konto von {{name}}',
    signOut: 'Abmelden',
    role: 'Rolle: {{roles}}',
  },
  role: { admin: 'Administrator', operator: 'Operator', reviewer: 'Leser', auditor: 'Auditor' },
  action: {
    retry: 'Erneut versuchen',
    cancel: 'Abbrechen',
    close: 'Schließen',
    copy: '{{what}} kopieren',
    clear: 'Leeren',
    copied: 'Kopiert',
    more: 'Mehr anzeigen',
    loadingMore: 'Weitere werden geladen',
  },
  state: {
    loading: 'Wird geladen: {{what}}',
    code: 'Code',
    forbiddenTitle: 'Das umfasst Ihre Rolle nicht',
    forbiddenHint: 'Bitten Sie einen Chatvault-Administrator um eine Rolle, die es umfasst.',
    toConnection: 'Zur Verbindung',
    toBackup: 'Zur Übersicht, um eine Sicherung zu starten',
    mayNot:
      'Ihre Rolle ({{roles}}) reicht nicht aus, um {{what}}. Wenden Sie sich an einen Chatvault-Administrator.',
  },
  may: {
    'run.start': 'eine Sicherung zu starten',
    'run.cancel': 'eine Sicherung abzubrechen',
    'setup.manage': 'die Verbindung einzurichten',
    'connection.test': 'die Verbindung zu testen',
    'connection.save': 'die Verbindung zu ändern',
    'connection.forget': 'die Verbindung zu trennen',
    'consent.ask': 'die Administratoreinwilligung anzufragen',
    'preferences.set': 'eigene Einstellungen zu speichern',
    'quota.set': 'das Limit zu ändern',
    'scope.set': 'zu ändern, wer gesichert wird',
    'archive.read': 'archivierte Chats zu lesen',
    'export.create': 'Chats zu exportieren',
    'audit.read': 'das Protokoll zu lesen',
  },
  count: {
    messages_one: '{{n}} Nachricht',
    messages_other: '{{n}} Nachrichten',
    people_one: '{{n}} Person',
    people_other: '{{n}} Personen',
    conversations_one: '{{n}} Unterhaltung',
    conversations_other: '{{n}} Unterhaltungen',
    faults_one: '{{n}} Fehler',
    faults_other: '{{n}} Fehler',
    more: '{{n}} weitere',
    unlimited: 'unbegrenzt',
  },
  cost: {
    question: 'Berechnet Microsoft Ihrer Organisation gelesene Nachrichten?',
    questionHint:
      'Laut Microsoft seit dem 25. August 2025 nicht mehr. Sicher sagt es Ihre Azure-Rechnung: Suchen Sie dort nach „Microsoft Graph services“.',
    notCharged: 'Nein, derzeit nicht',
    isCharged: 'Ja, {{price}} pro Nachricht',
    counted: {
      charged: '{{messages}} × {{price}} = {{cost}}',
      free: '{{messages}}. Derzeit kostenlos; zum zuletzt veröffentlichten Preis wären es {{cost}}.',
    },
    none: 'Kostenlos',
    wouldBe: 'zum zuletzt veröffentlichten Preis wären es {{cost}}',
    atMost: {
      charged: 'Höchstens {{cost}}.',
      free: 'Derzeit kostenlos; zum zuletzt veröffentlichten Preis wären es höchstens {{cost}}.',
    },
    monthly: {
      charged: '= höchstens {{cost}} im Monat',
      free: 'Derzeit kostenlos; zum zuletzt veröffentlichten Preis wären es höchstens {{cost}} im Monat.',
    },
    each: {
      charged: 'Nach oben offen: Jede Nachricht kostet {{price}}.',
      free: 'Derzeit kostenlos; zum zuletzt veröffentlichten Preis würde jede Nachricht {{price}} kosten.',
    },
    agree: {
      charged:
        'Microsoft stellt die Kosten für das Lesen, {{price}} pro Nachricht, dem Eigentümer des Mandanten in Rechnung.',
      free: 'Microsoft berechnet das Lesen von Nachrichten derzeit nicht. Sollte es wieder etwas kosten, bekommt der Eigentümer des Mandanten die Rechnung; der zuletzt veröffentlichte Preis war {{price}} pro Nachricht.',
      suspend: 'Ist das Limit erreicht, wird die Sicherung für den Rest des Monats angehalten.',
    },
  },
  time: { never: 'nie', justNow: 'gerade eben', today: 'Heute, {{time}}', yesterday: 'Gestern, {{time}}' },
}
