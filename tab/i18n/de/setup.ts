import type { Translated } from '../catalogue.ts'
import type { setup as english } from '../en/setup.ts'

export const setup: Translated<typeof english> = {
  title: 'Verbindung einrichten',
  loading: 'Einrichtung',
  steps: 'Schritte der Einrichtung',
  place: 'Schritt {{n}} von {{total}}',
  automaticTitle: 'Automatisch einrichten',
  state: {
    'not-started': 'Nicht begonnen',
    checking: 'Wird geprüft',
    done: 'Erledigt',
    'needs-attention': 'Zu beachten',
  },
  nav: {
    next: 'Weiter',
    previous: 'Zurück',
    saveAndCheck: 'Speichern und prüfen',
    checkAndNext: 'Prüfen und weiter',
    checkAgain: 'Erneut prüfen',
    checking: 'Wird bei Microsoft geprüft …',
    anyway: 'Trotzdem weiter',
    waiting: 'Microsoft hat die Änderung noch nicht übernommen. Das ist normal. Bisher gewartet: {{waited}}.',
    asking: 'Wird bei Microsoft geprüft …',
    toAutomatic: 'Stattdessen automatisch',
    toManual: 'Stattdessen Schritt für Schritt',
    print: 'Anleitung auf einer Seite',
    restart: 'Neu beginnen',
    restartTitle: 'Die Einrichtung neu beginnen?',
    restartText:
      'Damit wird gelöscht, was Sie hier eingegeben haben, auch ein Schlüssel oder Zertifikat, das noch nicht verwendet wird. Ihre gespeicherte Verbindung funktioniert weiter, und in Entra ändert sich nichts.',
  },
  notice: {
    done: 'Von Microsoft bestätigt.',
    open: 'Noch nicht bestätigt.',
    asked: 'Zuletzt geprüft:',
  },
  start: {
    ways: 'Wie möchten Sie einrichten?',
    waysText: 'Sie können jederzeit wechseln, ohne etwas zu verlieren.',
    automatic: {
      name: 'Automatisch',
      text: 'Sie melden sich einmal als Administrator an. Chatvault registriert die App, gibt ihr die zwei Berechtigungen, die eine Sicherung braucht, und ein Zertifikat und testet sie. Sie sehen jede Änderung, bevor sie geschieht, und können sie rückgängig machen.',
      button: 'Automatisch einrichten',
    },
    recommended: 'Empfohlen',
    manual: {
      name: 'Schritt für Schritt',
      text: 'Sie erledigen es selbst in Microsoft Entra. Jeder Schritt öffnet die richtige Seite, gibt Ihnen jeden Wert zum Kopieren und wird bei Microsoft geprüft.',
      button: 'Schritt für Schritt einrichten',
    },
    values: 'Ich habe schon alles: Werte eingeben',
    connected: 'Eine Verbindung ist schon gespeichert.',
    connectedText: 'Sie wird verwendet, bis Sie hier eine andere testen und speichern.',
    toConnection: 'Zur Verbindung',
  },
  form: {
    enter: 'Was Entra Ihnen zeigt',
    compare: 'Die Verzeichnis-ID (Mandant) daneben muss diese sein:',
    tenant: 'Verzeichnis-ID (Mandant)',
    applicationIdHint: 'Auf der Seite „Übersicht“ der App in Entra.',
    kind: 'Schlüssel oder Zertifikat',
    secretKind: 'Geheimer Clientschlüssel',
    secretKindHint:
      'Ein langes Kennwort. Schnell angelegt, aber wer es kopiert, kann sich als die App anmelden.',
    certificateKind: 'Zertifikat',
    certificateKindHint: 'Empfohlen: Der private Schlüssel entsteht auf diesem Server und verlässt ihn nie.',
    secret: 'Wert des Schlüssels',
    secretHint: 'Etwa 40 Zeichen. Er wird auf dem Server verschlüsselt aufbewahrt und nie wieder angezeigt.',
    life: 'Läuft ab nach',
    months_one: '{{n}} Monat',
    months_other: '{{n}} Monaten',
    stored: 'Ein Schlüssel, der mit {{hint}} beginnt, ist verschlüsselt gespeichert.',
    storedUntil:
      'Ein Schlüssel, der mit {{hint}} beginnt, ist verschlüsselt gespeichert. Er gilt bis {{when}}.',
    replace: 'Einen anderen eingeben',
  },
  certificate: {
    make: 'Zertifikat erstellen',
    makeAgain: 'Ein anderes Zertifikat erstellen',
    download: 'Zertifikat herunterladen (.cer)',
    until: 'Gültig bis {{when}}. Der private Schlüssel verlässt diesen Server nie.',
    compare: 'Fingerabdruck, zum Vergleich in Entra',
    sha256: 'Fingerabdruck SHA-256',
    uploaded: 'Hochgeladen: jetzt prüfen',
  },
  fault: {
    applicationId: 'Eine Anwendungs-ID sieht so aus: 1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e.',
    isTenant:
      'Das ist Ihre Verzeichnis-ID (Mandant). Kopieren Sie stattdessen die Anwendungs-ID (Client); in Entra steht sie darüber.',
    secretMissing: 'Fügen Sie den Wert des Schlüssels ein.',
    secretIsId:
      'Das sieht nach der ID des Schlüssels aus. Kopieren Sie stattdessen die Spalte „Wert“. Wenn Entra sie nicht mehr anzeigt, erstellen Sie einen neuen Schlüssel.',
    secretMasked:
      'Das ist der gekürzte Wert. Entra zeigt den ganzen nur einmal: Erstellen Sie einen neuen Schlüssel, und kopieren Sie seinen Wert sofort.',
    secretSpaces: 'Ein Schlüssel enthält keine Leerzeichen. Kopieren Sie ihn mit dem Symbol neben dem Wert.',
    secretShort: 'Das ist zu kurz für einen Schlüssel. Kopieren Sie ihn mit dem Symbol neben dem Wert.',
    guid: 'Eine ID sieht so aus: 1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e.',
    resourceGroup:
      'Der Name einer Ressourcengruppe besteht aus höchstens 90 Buchstaben, Ziffern, Punkten, Binde- und Unterstrichen und Klammern.',
  },
  permission: {
    set: 'Welche Berechtigungen',
    all: 'Zwei weitere',
    allHint:
      'GroupMember.Read.All, um Personen nach Gruppen auszuwählen, und Chat.ReadWrite.All, um bestehende Chats zu ändern: Diese nutzt Chatvault noch nicht.',
    least: 'Nur die nötigen (empfohlen)',
    leastHint:
      'Chat.Read.All und User.Read.All: Das genügt für jede Sicherung. Weitere können Sie jederzeit hinzufügen.',
    unavailable: 'Ohne sie nicht verfügbar:',
    next: 'Welche Berechtigungen die App hat, bestätigt Microsoft nach dem nächsten Schritt.',
  },
  consent: { inEntra: 'Oder in Microsoft Entra einwilligen' },
  needs: {
    register: 'Geben Sie zuerst die Anwendungs-ID ein.',
    to: 'Zum Schritt',
    list: 'Erledigen Sie das vor dem Test:',
  },
  billing: {
    verdict: {
      unknown: 'Noch nicht getestet',
      'nothing-to-do': 'Nichts zu tun',
      associate: 'Microsoft verlangt ein Abonnement',
      check: 'Microsoft verlangt weiterhin ein Abonnement',
    },
    text: {
      unknown:
        'Noch nicht getestet. In den meisten Organisationen ist hier nichts zu tun: Gehen Sie weiter, der Test im nächsten Schritt zeigt es. Oder prüfen Sie jetzt.',
      'nothing-to-do':
        'Bisher keine Kosten pro Nachricht: Microsoft hat kein Abonnement verlangt. Sollte sich das ändern, sagt Chatvault es Ihnen und führt Sie hierher.',
      associate:
        'Microsoft berechnet jede Nachricht und lässt die App nichts lesen, bis ein Azure-Abonnement für die Rechnung verknüpft ist. Verknüpfen Sie es hier.',
      check:
        'Sie haben ein Abonnement verknüpft, aber Microsoft lehnt weiterhin ab. Eine neue Verknüpfung kann einige Minuten brauchen. Wenn das nicht hilft, prüfen Sie in Azure, ob das Abonnement aktiv ist und die Verknüpfung diese App nennt.',
    },
    regime: {
      metered:
        'Chatvault ist auf „berechnet“ eingestellt: Jede Nachricht zählt zum zuletzt veröffentlichten Preis.',
      'not-metered':
        'Chatvault ist auf „nicht berechnet“ eingestellt und zeigt, was Nachrichten zum zuletzt veröffentlichten Preis kosten würden. Ihr Limit gilt in jedem Fall.',
    },
    ask: 'Jetzt prüfen',
    asked: 'Microsoft hat zuletzt danach gefragt:',
    anyway: 'Trotzdem ein Abonnement verknüpfen',
    manual: 'Manuell verknüpfen',
    subscription: 'Abonnement-ID',
    resourceGroup: 'Ressourcengruppe',
    keep: 'Befehle ausgeführt: speichern und prüfen',
    linked: 'Verknüpft als {{name}} in der Ressourcengruppe {{group}}.',
    noted: 'Gespeichert: {{name}} in der Ressourcengruppe {{group}}. Microsoft hat es noch nicht bestätigt.',
  },
  connect: {
    suggest: 'Vorschläge für das Limit',
    suggestion: '{{limit}} · bis {{people}}',
    quiet: '{{limit}} · ein ruhiger Monat',
    busy: '{{limit}} · ein lebhafter Monat',
    looking: 'Es wird ermittelt, wie viele Personen Sie haben und wie viel sie chatten …',
    basis: {
      runs: 'Auf Grundlage früherer Sicherungen.',
      report:
        'Auf Grundlage von Microsofts Nutzungsbericht für die 30 Tage bis {{date}}: zwei bis fünf Kopien jeder gesendeten Nachricht.',
      published:
        'Auf Grundlage veröffentlichter Durchschnittswerte: {{low}} bis {{high}} Nachrichten pro Person und Monat, jede Kopie mitgezählt.',
      for: 'Berechnet für {{people}}.',
      unknown:
        'Die Zahl der Personen ist noch nicht bekannt, deshalb verwendet jeder Vorschlag den höheren Wert.',
    },
    firstBackup:
      'Die erste Sicherung liest auch ältere Nachrichten und kann die Limits mehrerer Monate brauchen.',
  },
  finish: {
    title: 'Verbunden',
    text: 'Chatvault ist mit {{name}} verbunden, und jede Prüfung ist bestanden.',
    first:
      'Starten Sie die erste Sicherung: Sie liest alle Chats, bis zu Ihrem Limit. Vor dem Start sehen Sie, was gelesen wird.',
    bound: 'Diesen Monat darf sie höchstens {{messages}} lesen.',
    unlimited: 'Es ist kein Limit festgelegt, also gibt es keine Obergrenze.',
    people: 'Festlegen, wer gesichert wird',
    overview: 'Zur Übersicht',
    connection: 'Verbindung ansehen',
  },
}
