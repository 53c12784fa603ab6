import type { Translated } from '../catalogue.ts'
import type { problem as english } from '../en/problem.ts'

export const problem: Translated<typeof english> = {
  network: {
    title: 'Chatvault ist nicht erreichbar',
    text: 'Auf die Anforderung kam keine Antwort.',
    hint: 'Prüfen Sie Ihre Internetverbindung, und versuchen Sie es erneut.',
  },
  noAnswer: {
    title: 'Es ist ein Fehler aufgetreten',
    text: 'Der Server hat mit Status {{status}} geantwortet.',
    hint: 'Versuchen Sie es gleich erneut. Wenn es so bleibt, geben Sie diesen Code an die Person weiter, die Chatvault für Sie betreibt.',
  },
  notData: {
    title: 'Es ist ein Fehler aufgetreten',
    text: 'Der Server hat mit etwas geantwortet, das keine Daten sind.',
    hint: 'Laden Sie die Seite neu. Wenn es so bleibt, verändert etwas zwischen Ihnen und Chatvault die Antworten.',
  },
  unexpected: {
    title: 'Es ist ein Fehler aufgetreten',
    text: 'Damit hat Chatvault nicht gerechnet: {{message}}',
    hint: 'Versuchen Sie es erneut. Wenn es so bleibt, laden Sie die Seite neu.',
  },
  testCut: {
    title: 'Der Test wurde nicht abgeschlossen',
    text: 'Die Antwort endete vor ihrer letzten Prüfung.',
    hint: 'Versuchen Sie es erneut. Es wurde nichts gespeichert.',
  },
}
