import type { Translated } from '../catalogue.ts'
import type { settings as english } from '../en/settings.ts'

export const settings: Translated<typeof english> = {
  title: 'Einstellungen',
  roles: {
    title: 'Wer was darf',
    mine_one: 'Ihre Rolle ist {{roles}}.',
    mine_other: 'Ihre Rollen sind {{roles}}. Sie dürfen, was eine davon darf.',
    none: 'Sie haben hier keine Rolle.',
    loading: 'Rollen',
    tableLabel: 'Was jede Rolle darf',
    action: 'Aktion',
    you: 'Sie',
    yes: 'Ja',
    no: 'Nein',
    allowed: 'Darf',
    empty: 'Der Server hat keine Rechte genannt',
    emptyText:
      'Laden Sie die Seite neu. Wenn das nicht hilft, wenden Sie sich an die Person, die Chatvault für Sie betreibt.',
  },
  may: {
    'status.read': 'Status, Nutzung und Sicherungen sehen',
    'connection.test': 'Die Verbindung testen',
    'connection.save': 'Die Verbindung ändern',
    'consent.ask': 'Administratoreinwilligung anfragen',
    'connection.forget': 'Die Verbindung trennen',
    'quota.set': 'Limit und Preis ändern',
    'scope.set': 'Auswählen, wer gesichert wird',
    'run.start': 'Eine Sicherung starten',
    'run.cancel': 'Eine Sicherung abbrechen',
    'archive.read': 'Archivierte Chats lesen',
    'export.create': 'Chats exportieren',
    'audit.read': 'Das Überwachungsprotokoll lesen',
    'preferences.set': 'Die eigene Sprache wählen',
  },
  give: {
    title: 'Jemandem eine Rolle geben',
    intro:
      'Rollen werden in Microsoft Entra vergeben, von allen, die dort Unternehmensanwendungen verwalten dürfen.',
    open: 'Öffnen Sie die Unternehmensanwendungen',
    link: 'Microsoft Entra Admin Center',
    newTab: 'öffnet in einem neuen Tab',
    find: 'Suchen Sie Chatvault mit seiner Anwendungs-ID',
    findUnknown: 'Suchen Sie Chatvault in der Liste',
    applicationId: 'Anwendungs-ID',
    assign: 'Wählen Sie unter „Benutzer und Gruppen“ die Schaltfläche „Benutzer/Gruppe hinzufügen“',
    assignText: 'Wählen Sie die Person und dann unter „Rolle auswählen“ eine von diesen:',
    again: 'Bitten Sie die Person, sich neu anzumelden',
    againText:
      'Eine neue Rolle gilt ab der nächsten Anmeldung; eine entzogene kann noch eine Stunde lang gelten.',
    bootstrap:
      'Globale Administratoren und Administratoren für privilegierte Rollen sind in Chatvault Administratoren, ohne dass ihnen jemand eine Rolle gibt.',
  },
  about: {
    admin: 'Richtet Verbindung und Limit ein und darf auch alles andere.',
    operator: 'Startet Sicherungen und wählt Personen aus. Liest keine Nachrichten.',
    reviewer: 'Liest und exportiert archivierte Chats. Ändert nichts.',
    auditor: 'Liest, wer wann was getan hat. Liest keine Nachrichten.',
  },
  language: {
    title: 'Sprache',
    label: 'Sprache von Chatvault',
    automatic: 'Automatisch (Sprache: {{where}})',
    browser: 'wie Ihr Browser',
    kept: 'Wird für Sie auf dem Server gespeichert und gilt in Teams, Outlook und im Browser.',
    saved: 'Die Sprache ist gespeichert.',
  },
  tour: {
    title: 'Rundgang',
    text: 'Wenige Schritte durch die Übersicht: was wo steht und was Geld kostet.',
    again: 'Rundgang noch einmal zeigen',
  },
  app: {
    title: 'Über Chatvault',
    version: 'Version',
    address: 'Läuft unter',
    tenant: 'Mandanten-ID Ihrer Organisation',
    account: 'Angemeldet als',
    privacy: 'Datenschutz',
    terms: 'Nutzungsbedingungen',
    support: 'Hilfe und Support',
  },
}
