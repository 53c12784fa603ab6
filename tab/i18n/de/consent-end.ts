import type { Translated } from '../catalogue.ts'
import type { consentEnd as english } from '../en/consent-end.ts'

export const consentEnd: Translated<typeof english> = {
  pageTitle: 'Administratoreinwilligung · Chatvault',
  accepted: {
    title: 'Die Einwilligung wurde erteilt',
    text: 'Chatvault prüft jetzt die Berechtigungen und zeigt das Ergebnis unter „Verbindung“.',
  },
  portal: {
    title: 'Die Einwilligung wurde im Portal erteilt',
    text: 'Gehen Sie zurück zu Chatvault, und wählen Sie „Erneut prüfen“. Chatvault prüft die Berechtigungen dann bei Microsoft.',
  },
  declined: {
    title: 'Die Einwilligung wurde abgelehnt',
    text: 'Es wurde nichts erteilt. Sie können jederzeit von Chatvault aus erneut anfragen.',
  },
  'not-enough-rights': {
    title: 'Dieses Konto darf die Einwilligung nicht erteilen',
    text: 'Dazu braucht es einen globalen Administrator oder einen Administrator für privilegierte Rollen Ihrer Organisation. Es wurde nichts erteilt.',
  },
  'wrong-tenant': {
    title: 'Dieses Konto gehört zu einer anderen Organisation',
    text: 'Fragen Sie von Chatvault aus erneut an, mit einem Konto der Organisation, deren Chats gesichert werden.',
  },
  expired: {
    title: 'Die Anfrage ist abgelaufen',
    text: 'Es hat länger als zehn Minuten gedauert. Fragen Sie von Chatvault aus erneut an.',
  },
  replayed: {
    title: 'Diese Antwort wurde schon verwendet',
    text: 'Jede Anfrage lässt sich nur einmal beantworten. Chatvault zeigt unter „Verbindung“, welche Berechtigungen erteilt sind.',
  },
  forged: {
    title: 'Unerwartete Antwort von Microsoft',
    text: 'Chatvault hat nicht danach gefragt und sie nicht beachtet. Beginnen Sie in Chatvault unter „Verbindung“.',
  },
  error: {
    title: 'Microsofts Seite hat einen Fehler gemeldet',
    text: 'Soweit bekannt, hat sich nichts geändert. Fragen Sie von Chatvault aus erneut an; dort steht unter „Verbindung“ auch der Code.',
  },
  close: 'Sie können dieses Fenster schließen und zu Chatvault zurückkehren.',
}
