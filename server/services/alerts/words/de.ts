import type { AlertData, Trouble } from '../../../domain/alert.ts'
import type { Format, Told, Words } from './catalogue.ts'

/** Worum sich jemand kümmern muss, in wenigen Worten. */
const TROUBLES: Readonly<Record<Trouble, string>> = {
  'run-failed': 'eine Sicherung ist fehlgeschlagen',
  'run-faults': 'eine Sicherung wurde mit Problemen beendet',
  'run-late': 'eine geplante Sicherung ist verspätet',
  'gap-too-wide': 'die letzte gute Sicherung ist zu lange her',
  'limit-80': 'mehr als 80 % des Monatslimits sind verbraucht',
  'limit-reached': 'das Monatslimit ist erreicht, und Sicherungen warten',
  'credential-expiring': 'der geheime Clientschlüssel oder das Zertifikat der App läuft ab',
  'permission-lost': 'Chatvault hat keinen Zugriff mehr auf Microsoft 365',
  'verification-failed': 'das Archiv ist beschädigt',
}

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
    'weekly-summary': weekly,
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

function weekly(week: AlertData['weekly-summary'], format: Format): Told {
  const { number, instant } = format
  const { runs, good, added, needs, lastGoodAt } = week
  const messages =
    added === 1 ? 'eine Nachricht wurde' : `${added === 0 ? 'keine' : number(added)} Nachrichten wurden`
  const lines = [
    lastGoodAt === null
      ? 'Es gibt noch keine gute Sicherung.'
      : `Letzte gute Sicherung: ${instant(lastGoodAt)}.`,
    `${format.days(week.from, week.to, week.timeZone)}: ${messages} neu archiviert. ${number(good)} von ${number(runs)} Sicherungen wurden abgeschlossen.`,
    monthOf(week, format),
    needs.length === 0
      ? 'Sie müssen nichts tun.'
      : `Darum müssen Sie sich kümmern: ${needs.map((event) => TROUBLES[event]).join('; ')}.`,
  ]
  const count = needs.length === 1 ? 'ein Punkt ist offen' : `${number(needs.length)} Punkte sind offen`
  return {
    title: needs.length === 0 ? 'Ihre Woche: alles in Ordnung' : `Ihre Woche: ${count}`,
    text: lines.join('\n'),
  }
}

function monthOf(
  { month, used, limit, cost, currency, expected }: AlertData['weekly-summary'],
  f: Format,
): string {
  const of = limit === null ? '' : ` von ${f.number(limit)}`
  const price = Number(cost) > 0 ? ` (${f.money(cost, currency)})` : ''
  const more =
    limit !== null && expected > limit ? ' Das ist mehr als das Limit: Sicherungen würden warten.' : ''
  return `${f.month(month)} (UTC): ${f.number(used)}${of} Nachrichten verbraucht${price}. Wenn es so weitergeht wie in den letzten 7 Tagen, sind es am Monatsende etwa ${f.number(expected)}.${more}`
}
