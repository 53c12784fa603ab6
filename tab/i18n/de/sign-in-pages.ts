import type { Translated } from '../catalogue.ts'
import type { signInPages as english } from '../en/sign-in-pages.ts'

export const signInPages: Translated<typeof english> = {
  signingIn: 'Anmeldung bei Chatvault',
  failed: 'Die Anmeldung wurde nicht abgeschlossen.',
  again: 'Chatvault erneut öffnen',
  relayTitle: 'Bei Chatvault anmelden',
  relayText:
    'Die Anmeldung bei Microsoft öffnet sich in einem eigenen Fenster. Dieses hier schließt sich, wenn Sie fertig sind.',
  relayButton: 'Weiter zu Microsoft',
  relayWaiting: 'Fahren Sie im Microsoft-Fenster fort. Dieses Fenster schließt sich automatisch.',
  relayUnseen:
    'Fahren Sie im Microsoft-Fenster fort. Dieses Fenster schließt sich automatisch. Haben Sie das Microsoft-Fenster geschlossen? Brechen Sie ab, und melden Sie sich erneut an.',
  relayCancel: 'Abbrechen',
  relayOffline: 'Chatvault antwortet nicht. Prüfen Sie Ihre Internetverbindung.',
  relayRetry: 'Erneut versuchen',
  relayLost:
    'Dieses Fenster hat die Verbindung zu Chatvault verloren. Schließen Sie es, kehren Sie zu Chatvault zurück, und melden Sie sich erneut an.',
}
