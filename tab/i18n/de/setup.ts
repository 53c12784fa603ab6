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
    checking: 'Microsoft wird gefragt …',
    anyway: 'Trotzdem weiter',
    waiting: 'Microsoft kennt die Änderung noch nicht. Das ist üblich; gefragt wird seit {{waited}}.',
    asking: 'Microsoft wird gefragt.',
    toAutomatic: 'Stattdessen automatisch',
    toManual: 'Stattdessen Schritt für Schritt',
    print: 'Anleitung auf einer Seite',
    restart: 'Neu beginnen',
    restartTitle: 'Die Einrichtung neu beginnen?',
    restartText:
      'Was Sie in diesen Schritten eingegeben haben, wird gelöscht, auch ein noch nicht verwendeter Schlüssel oder ein solches Zertifikat. Das hilft, wenn Sie eine andere App einrichten oder von vorn anfangen möchten. Eine gespeicherte Verbindung funktioniert weiter, und was in Entra angelegt wurde, bleibt dort.',
  },
  notice: {
    done: 'Microsoft bestätigt diesen Schritt.',
    open: 'Noch nicht bekannt.',
    asked: 'Gefragt',
  },
  start: {
    ways: 'Zwei Wege',
    waysText: 'Sie können jederzeit vom einen zum anderen wechseln; was erledigt ist, bleibt erledigt.',
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
    connectedText: 'Sie gilt weiter, bis hier eine andere getestet und gespeichert ist.',
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
    stored: 'Ein Schlüssel, der mit {{hint}} beginnt, ist verschlüsselt hinterlegt.',
    storedUntil:
      'Ein Schlüssel, der mit {{hint}} beginnt, ist verschlüsselt hinterlegt. Er gilt bis {{when}}.',
    replace: 'Einen anderen eingeben',
  },
  certificate: {
    make: 'Zertifikat erstellen',
    makeAgain: 'Ein anderes Zertifikat erstellen',
    download: 'Zertifikat herunterladen (.cer)',
    until: 'Gültig bis {{when}}. Der private Schlüssel bleibt auf diesem Server.',
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
    secretShort: 'Das ist kürzer, als ein Schlüssel ist. Kopieren Sie ihn mit dem Symbol neben dem Wert.',
    guid: 'Eine ID sieht so aus: 1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e.',
    resourceGroup:
      'Eine Ressourcengruppe hat Buchstaben, Ziffern, Punkte, Binde- und Unterstriche und Klammern, höchstens 90.',
  },
  permission: {
    set: 'Welche Berechtigungen',
    all: 'Zwei weitere',
    allHint:
      'GroupMember.Read.All, um Personen nach Gruppen auszuwählen, und Chat.ReadWrite.All, um Chats später wiederherzustellen: Diese nutzt Chatvault noch nicht.',
    least: 'Nur die nötigen (empfohlen)',
    leastHint:
      'Chat.Read.All und User.Read.All: Das genügt für jede Sicherung. Weitere können Sie jederzeit hinzufügen.',
    unavailable: 'Dann nicht verfügbar:',
    next: 'Welche davon die App wirklich hat, sagt Microsoft erst nach dem nächsten Schritt.',
  },
  consent: { inEntra: 'Oder in Microsoft Entra einwilligen' },
  needs: {
    register: 'Geben Sie zuerst die Anwendungs-ID ein.',
    to: 'Zum Schritt',
    list: 'Noch nicht erledigt und für den Test nötig:',
  },
  billing: {
    verdict: {
      unknown: 'Noch nicht bekannt',
      'nothing-to-do': 'Nichts zu tun',
      associate: 'Microsoft verlangt ein Abonnement',
      check: 'Microsoft verlangt weiterhin ein Abonnement',
    },
    text: {
      unknown:
        'Noch hat es niemand versucht. In den meisten Organisationen ist hier nichts zu tun: Gehen Sie weiter, der Test im nächsten Schritt zeigt es. Oder prüfen Sie jetzt.',
      'nothing-to-do':
        'Nicht nach Nachrichten berechnet, soweit erkennbar: Microsoft lässt Ihre App ohne zahlendes Abonnement lesen oder kennt bereits eines. Sollte Microsoft je eines verlangen, sagt Chatvault es Ihnen und führt Sie hierher.',
      associate:
        'Nach Nachrichten berechnet: Microsoft lässt die App nichts lesen, bis sie mit einem Azure-Abonnement verknüpft ist; dorthin geht die Rechnung. Verknüpfen Sie es hier.',
      check:
        'Ein Abonnement ist hier genannt, und Microsoft lehnt trotzdem ab. Eine neue Verknüpfung kann einige Minuten brauchen. Bleibt es dabei, sehen Sie in Azure nach, ob das Abonnement aktiv ist und die Verknüpfung diese App nennt.',
    },
    regime: {
      metered:
        'Chatvault ist auf „berechnet“ eingestellt: Jede Nachricht zählt zum zuletzt veröffentlichten Preis.',
      'not-metered':
        'Chatvault ist auf „nicht berechnet“ eingestellt und zeigt, was Nachrichten zum zuletzt veröffentlichten Preis kosten würden. Ihr Limit gilt in jedem Fall.',
    },
    ask: 'Jetzt prüfen',
    asked: 'Microsoft hat zuletzt danach gefragt:',
    anyway: 'Dennoch ein Abonnement verknüpfen',
    byHand: 'Von Hand verknüpfen',
    subscription: 'Abonnement-ID',
    resourceGroup: 'Ressourcengruppe',
    keep: 'Ausgeführt: Werte behalten und prüfen',
    linked: 'Verknüpft als {{name}} in der Ressourcengruppe {{group}}.',
    noted: 'Notiert: {{name}} in der Ressourcengruppe {{group}}. Microsoft hat es noch nicht bestätigt.',
  },
  connect: {
    suggest: 'Vorschläge für das Limit',
    suggestion: '{{limit}} · bis {{people}}',
    quiet: '{{limit}} · ein ruhiger Monat',
    busy: '{{limit}} · ein lebhafter Monat',
    looking: 'Chatvault sieht nach, wie viele Personen Sie haben und wie viel sie chatten …',
    basis: {
      runs: 'Nach dem, was frühere Sicherungen hier gelesen haben.',
      report:
        'Nach Microsofts Nutzungsbericht der letzten 30 Tage, bis {{date}}: zwei bis fünf Kopien jeder gesendeten Nachricht.',
      published:
        'Nach veröffentlichten Durchschnittswerten: {{low}} bis {{high}} je Person und Monat, jede Kopie gezählt.',
      for: 'Gerechnet für {{people}}.',
      unknown:
        'Wie viele Personen es sind, ist noch nicht bekannt; jeder Vorschlag nimmt daher den höheren Wert.',
    },
    firstBackup:
      'Die erste Sicherung liest auch ältere Nachrichten und kann die Limits mehrerer Monate brauchen.',
  },
  finish: {
    title: 'Verbunden',
    text: 'Chatvault ist mit {{name}} verbunden, und jede Prüfung ist bestanden.',
    first:
      'Starten Sie die erste Sicherung: Sie liest alles, was da ist, bis zu Ihrem Limit. Bevor sie beginnt, sehen Sie, was sie lesen wird.',
    bound: 'Diesen Monat darf sie höchstens {{messages}} lesen.',
    unlimited: 'Es ist kein Limit festgelegt, also gibt es keine Obergrenze.',
    byHand:
      'Sicherungen beginnen nicht von selbst: Jemand wählt „Sicherung starten“. Nachrichten, die jemand löscht, sind noch 21 Tage lesbar; sichern Sie also öfter.',
    people: 'Festlegen, wer gesichert wird',
    overview: 'Zur Übersicht',
    connection: 'Verbindung ansehen',
  },
}
