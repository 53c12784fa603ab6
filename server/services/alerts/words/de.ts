import type { Words } from './catalogue.ts'

export const de: Words = {
  events: {
    'run-failed': ({ reason }) => ({
      title: 'Die Sicherung ist fehlgeschlagen',
      text: `Bereits gelesene Nachrichten bleiben erhalten. Öffnen Sie die Sicherung, um zu sehen, was zu tun ist. Meldung (Englisch): ${reason}`,
    }),
    'run-faults': ({ faults }, { number }) => ({
      title: 'Die Sicherung wurde mit Problemen beendet',
      text: `${faults === 1 ? 'Ein Element konnte' : `${number(faults)} Elemente konnten`} nicht gesichert werden. Die nächste Sicherung versucht es erneut. Öffnen Sie die Sicherung, um zu sehen, was fehlt und warum.`,
    }),
    'run-late': ({ since }, { instant }) => ({
      title: 'Eine geplante Sicherung ist verspätet',
      text:
        since === null
          ? 'Chatvault lief nicht, als sie geplant war. Sie hat gerade begonnen.'
          : `Die letzte gute Sicherung endete am ${instant(since)}, zwei geplante sind seitdem verstrichen. Öffnen Sie die Sicherungen, um zu sehen, warum.`,
    }),
    'gap-too-wide': ({ days }, { number }) => ({
      title: 'Die letzte gute Sicherung ist zu lange her',
      text: `Sie wurde vor ${number(days)} Tagen beendet. Nachrichten, die vor mehr als 21 Tagen gelöscht wurden, lassen sich nicht mehr lesen. Starten Sie jetzt eine Sicherung.`,
    }),
    'limit-80': ({ used, limit, month }, { number, month: name }) => ({
      title: 'Mehr als 80 % des Monatslimits sind verbraucht',
      text: `Im ${name(month)} (UTC) sind ${number(used)} von ${number(limit)} Nachrichten verbraucht. Am Limit warten Sicherungen, bis Sie es erhöhen oder der nächste Monat beginnt.`,
    }),
    'limit-reached': ({ used, limit, month }, { number, month: name }) => ({
      title: 'Das Monatslimit ist erreicht',
      text: `Im ${name(month)} (UTC) sind ${number(used)} von ${number(limit)} Nachrichten verbraucht. Sicherungen warten, bis Sie das Limit erhöhen oder der nächste Monat beginnt, und werden dann dort fortgesetzt, wo sie waren.`,
    }),
    'credential-expiring': ({ kind, days, expiresAt }, { day, number }) => ({
      title: credentialTitle(
        kind === 'secret' ? 'Der geheime Clientschlüssel' : 'Das Zertifikat',
        days,
        number,
      ),
      text: `${days < 0 ? 'Gültig bis' : 'Gültig noch bis'} ${day(expiresAt)}. Ohne gültige Anmeldedaten gibt es keine Sicherungen. Ersetzen Sie sie auf der Seite „Verbindung“: Die alten werden verwendet, bis die neuen funktionieren.`,
    }),
    'permission-lost': ({ reason }) => ({
      title: 'Chatvault hat keinen Zugriff mehr auf Microsoft 365',
      text: `Bis das behoben ist, wird nichts gesichert. Öffnen Sie die Seite „Verbindung“, um zu sehen, was zu tun ist. Meldung (Englisch): ${reason}`,
    }),
    'verification-failed': ({ damaged }, { number }) => ({
      title: 'Das Archiv ist beschädigt',
      text: `Bei der Prüfung ${damaged === 1 ? 'wurde eine beschädigte Datei oder ein veränderter Eintrag des Überwachungsprotokolls' : `wurden ${number(damaged)} beschädigte Dateien oder veränderte Einträge des Überwachungsprotokolls`} gefunden. Stellen Sie Dateien aus einer Kopie wieder her und prüfen Sie erneut.`,
    }),
    test: () => ({
      title: 'Test von Chatvault',
      text: 'Benachrichtigungen von Chatvault kommen hier an. Sie müssen nichts tun.',
    }),
  },
  resolved: {
    title: (title) => `Erledigt: ${title}`,
    text: 'Das ist vorbei. Sie müssen nichts tun.',
  },
  open: 'In Chatvault öffnen',
  foot: (organization) =>
    `Gesendet von Chatvault für ${organization}. Was hierher gesendet wird, kann ein Administrator auf der Seite „Benachrichtigungen“ ändern.`,
}

function credentialTitle(what: string, days: number, number: (value: number) => string): string {
  if (days < 0) return `${what} ist abgelaufen`
  if (days === 0) return `${what} läuft heute ab`
  return days === 1 ? `${what} läuft morgen ab` : `${what} läuft in ${number(days)} Tagen ab`
}
