import type { Translated } from '../catalogue.ts'
import type { problem as english } from '../en/problem.ts'

export const problem: Translated<typeof english> = {
  network: {
    title: 'Chatvault ist nicht erreichbar',
    text: 'Der Server hat nicht geantwortet.',
    hint: 'Prüfen Sie Ihre Internetverbindung, und versuchen Sie es erneut.',
  },
  noAnswer: {
    title: 'Es ist ein Fehler aufgetreten',
    text: 'Der Server hat mit Status {{status}} geantwortet.',
    hint: 'Versuchen Sie es gleich erneut. Wenn das nicht hilft, senden Sie diesen Code an den Administrator Ihres Chatvault-Servers.',
  },
  notData: {
    title: 'Es ist ein Fehler aufgetreten',
    text: 'Die Antwort des Servers ist unbrauchbar.',
    hint: 'Laden Sie die Seite neu. Wenn das nicht hilft, verändert vielleicht ein Proxy oder andere Software die Antworten des Servers.',
  },
  unexpected: {
    title: 'Es ist ein Fehler aufgetreten',
    text: 'Unerwarteter Fehler: {{message}}',
    hint: 'Versuchen Sie es erneut. Wenn das nicht hilft, laden Sie die Seite neu.',
  },
  testCut: {
    title: 'Der Test wurde nicht abgeschlossen',
    text: 'Die Verbindung endete vor der letzten Prüfung.',
    hint: 'Versuchen Sie es erneut. Es wurde nichts gespeichert.',
  },
}
