import type { Translated } from '../catalogue.ts'
import type { tour as english } from '../en/tour.ts'

export const tour: Translated<typeof english> = {
  count: 'Schritt {{n}} von {{of}}',
  next: 'Weiter',
  back: 'Zurück',
  done: 'Fertig',
  skip: 'Rundgang überspringen',
  ended: 'Der Rundgang ist beendet. In den Einstellungen können Sie ihn noch einmal sehen.',
  step: {
    protection: {
      title: 'Ist alles sicher?',
      text: 'Diese Karte zeigt es immer: ob verbunden, ob gesichert und für wie viele Personen.',
    },
    connect: {
      title: 'Hier geht es los',
      text: 'Verbinden Sie Ihren Mandanten einmal: eine App, ihr Zertifikat oder Schlüssel und ein monatliches Limit. Chatvault testet alles, bevor es etwas speichert.',
    },
    run: {
      title: 'Eine Sicherung starten',
      text: 'Sie werden vorher gefragt und sehen, was sie höchstens kosten kann. Sie läuft weiter, wenn Sie die Seite schließen.',
    },
    month: {
      title: 'Was es kostet',
      text: 'Gelesene Nachrichten in diesem Monat, was sie kosten, und das Limit. Am Limit hält die Sicherung automatisch an: keine Rechnung darüber hinaus.',
    },
    archive: {
      title: 'Lesen, was archiviert ist',
      text: 'Jede Unterhaltung, wie sie in Teams aussah, mit bearbeiteten und gelöschten Nachrichten. Was Sie lesen, steht im Protokoll.',
    },
    connection: {
      title: 'Verbindung und Limit',
      text: 'Die App, ihr Schlüssel und das monatliche Limit werden hier geändert.',
    },
    menu: {
      title: 'Alles Weitere',
      text: 'Dieses Menü führt zu allen anderen Seiten: zum Archiv, zu den Sicherungen, den Personen und der Verbindung.',
    },
  },
}
