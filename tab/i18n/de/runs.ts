import type { Translated } from '../catalogue.ts'
import type { runs as english } from '../en/runs.ts'

export const runs: Translated<typeof english> = {
  title: 'Sicherungen',
  intro:
    'Öffnen Sie eine Sicherung, um zu sehen, was sie archiviert hat, was sie gekostet hat und was misslang.',
  loading: 'Sicherungen',
  loadingOne: 'Sicherung',
  start: {
    button: 'Sicherung starten',
    continue: 'Sicherung fortsetzen',
    underWay: 'Eine Sicherung läuft bereits',
    title: 'Jetzt eine Sicherung starten?',
    titleContinue: 'Die angehaltene Sicherung fortsetzen?',
    text: 'Chatvault liest für alle ausgewählten Personen, was seit der letzten Sicherung neu ist.',
    textFirst: 'Chatvault liest alle Chats von {{people}}. Die erste Sicherung ist die größte.',
    peopleOf_one: '{{n}} Person',
    peopleOf_other: '{{n}} Personen',
    everyone: 'allen ausgewählten Personen',
    textContinue:
      'Sie macht dort weiter, wo sie angehalten hat. Nichts Archiviertes wird noch einmal gelesen.',
    atMost:
      'Sie darf höchstens {{messages}} lesen, den Rest des Limits für diesen Monat: höchstens {{cost}}.',
    atMostNotMetered:
      'Sie darf höchstens {{messages}} lesen, den Rest des Limits für diesen Monat. Für Ihren Mandanten ist „nicht berechnet“ eingestellt.',
    unlimited:
      'Es ist kein Limit festgelegt, also gibt es keine Obergrenze. Jede Nachricht kostet {{price}}.',
    unlimitedNotMetered:
      'Es ist kein Limit festgelegt. Für Ihren Mandanten ist „nicht berechnet“ eingestellt.',
    noneLeft:
      'Für diesen Monat sind keine Nachrichten mehr übrig. Erhöhen Sie zuerst das Limit, oder warten Sie bis zum {{date}}.',
    tooFew_one:
      'Diesen Monat ist nur noch {{n}} Nachricht übrig, weniger, als die nächste Seite braucht. Erhöhen Sie das Limit, oder warten Sie bis zum {{date}} (UTC).',
    tooFew_other:
      'Diesen Monat sind nur noch {{n}} Nachrichten übrig, weniger, als die nächste Seite braucht. Erhöhen Sie das Limit, oder warten Sie bis zum {{date}} (UTC).',
    stop: 'Sie können diese Seite verlassen. Die Sicherung läuft weiter, und Sie können sie jederzeit abbrechen.',
    raise: 'Limit erhöhen',
  },
  cancel: {
    button: 'Sicherung abbrechen',
    title: 'Diese Sicherung abbrechen?',
    text: 'Sie endet bei der nächsten Seite mit Nachrichten. Was schon gelesen ist, bleibt erhalten, und die nächste Sicherung macht dort weiter.',
    confirm: 'Sicherung abbrechen',
    keep: 'Weiterlaufen lassen',
    asked: 'Endet bei der nächsten Seite',
  },
  state: {
    queued: 'Startet in Kürze',
    running: 'Läuft',
    suspended: 'Angehalten',
    completed: 'Abgeschlossen',
    'completed-with-faults': 'Mit Fehlern abgeschlossen',
    failed: 'Fehlgeschlagen',
    cancelled: 'Abgebrochen',
  },
  stage: {
    people: 'Personen werden ermittelt',
    messages: 'Nachrichten werden gelesen',
    conversations: 'Teilnehmer der Chats werden gelesen',
    media: 'Bilder werden gespeichert',
    closing: 'Archiv wird versiegelt',
  },
  trigger: {
    manual: 'Gestartet von {{name}}',
    manualUnknown: 'Von Hand gestartet',
    schedule: 'Nach Zeitplan',
    bySchedule: 'Zeitplan',
    byHand: 'Von Hand',
  },
  live: {
    title: 'Sicherung läuft …',
    queued: 'Die Sicherung startet in Kürze',
    people: '{{done}} von {{total}} Personen',
    speed: 'Geschwindigkeit',
    rate: '{{n}} / s',
    left: 'noch etwa {{time}}',
    leftLittle: 'noch weniger als eine Minute',
    waiting: 'Warten, bis Microsoft weitere Anforderungen zulässt: {{time}} ({{in}})',
    bar: {
      people: 'Fortschritt der Sicherung nach Personen',
      chats: 'Fortschritt der Sicherung nach Chats',
      images: 'Fortschritt der Sicherung nach Bildern',
    },
    details: 'Details anzeigen',
    announce: 'Sicherung läuft: {{people}}, {{messages}}.',
    done: 'Sicherung beendet: {{state}}.',
    reconnecting: 'Die laufende Anzeige ist unterbrochen. Der Stand wird alle paar Sekunden abgefragt.',
  },
  phases: {
    label: 'Schritte dieser Sicherung',
    done: 'Erledigt',
    running: 'Läuft',
    waiting: 'Noch nicht begonnen',
    people: '{{done}} von {{total}} Personen',
    chats: 'Chats von {{done}} von {{total}} Personen',
    images: '{{done}} von {{total}} Bildern',
    none: 'keine Bilder',
  },
  parts: {
    skipped: '{{n}} ausgelassen',
    failed: '{{n}} fehlgeschlagen',
    waiting: '{{n}} noch offen',
  },
  verdict: {
    all: 'Alles, was gesichert werden sollte, ist archiviert.',
    allButLeftOut_one:
      'Die Chats aller, die chatten können, sind archiviert. {{n}} Konto, das nicht chatten kann, ist ausgelassen.',
    allButLeftOut_other:
      'Die Chats aller, die chatten können, sind archiviert. {{n}} Konten, die nicht chatten können, sind ausgelassen.',
    allMessages: 'Alle Nachrichten sind archiviert. Was Microsoft nicht herausgibt, steht unten.',
    nobody: 'Niemand ist für die Sicherung ausgewählt, daher wurde nichts gelesen.',
    someFailed_one:
      '{{n}} Person konnte nicht vollständig gesichert werden. Die nächste Sicherung versucht es erneut.',
    someFailed_other:
      '{{n}} Personen konnten nicht vollständig gesichert werden. Die nächste Sicherung versucht es erneut.',
    somethingFailed:
      'Alle Nachrichten sind archiviert, aber etwas darin oder Angaben dazu waren nicht lesbar. Die nächste Sicherung versucht es erneut.',
    notReached_one:
      '{{n}} Person wurde nicht erreicht. Was gelesen ist, bleibt erhalten, und die nächste Sicherung macht dort weiter.',
    notReached_other:
      '{{n}} Personen wurden nicht erreicht. Was gelesen ist, bleibt erhalten, und die nächste Sicherung macht dort weiter.',
    notFinished:
      'Sie kam nicht bis zum Ende. Was gelesen ist, bleibt erhalten, und die nächste Sicherung macht dort weiter.',
  },
  waiting: {
    title_one: '{{n}} Person wartet noch',
    title_other: '{{n}} Personen warten noch',
    titleEnded_one: '{{n}} Person wurde nicht erreicht',
    titleEnded_other: '{{n}} Personen wurden nicht erreicht',
    none: 'Die Nachrichten aller sind gelesen, der Rest folgt später',
    all: 'Alle {{n}} anzeigen',
    loading: 'Personen',
  },
  leftOut: {
    title: 'Ausgelassen ({{n}})',
    text: 'Diese Konten können nicht chatten, daher gibt es nichts zu sichern. Chatvault sieht jede Woche wieder nach, und sofort, wenn sich ihre Lizenzen ändern.',
  },
  suspended: {
    title: 'Die Sicherung ist angehalten',
    text: 'Sie hat das Limit dieses Monats erreicht. Was gelesen ist, bleibt erhalten. Sie geht von selbst weiter, wenn der neue UTC-Monat beginnt oder das Limit erhöht wird.',
    textReached:
      'Das Limit für diesen Monat ist erreicht. Was gelesen ist, bleibt erhalten. Die Sicherung geht von selbst weiter, wenn Sie das Limit erhöhen, oder am {{date}} (UTC).',
    textFew_one:
      'Vom Limit dieses Monats ist nur noch {{n}} Nachricht übrig, weniger, als die nächste Seite braucht. Was gelesen ist, bleibt erhalten. Die Sicherung geht von selbst weiter, wenn Sie das Limit erhöhen, oder am {{date}} (UTC).',
    textFew_other:
      'Vom Limit dieses Monats sind nur noch {{n}} Nachrichten übrig, weniger, als die nächste Seite braucht. Was gelesen ist, bleibt erhalten. Die Sicherung geht von selbst weiter, wenn Sie das Limit erhöhen, oder am {{date}} (UTC).',
    done: 'Bisher fertig: {{people}}.',
    goesOn: 'Sie geht von selbst weiter: {{at}}.',
    raise: 'Limit erhöhen',
  },
  column: {
    started: 'Gestartet',
    state: 'Status',
    by: 'Gestartet von',
    people: 'Personen',
    added: 'Neue Nachrichten',
    cost: 'Gelesen und Kosten',
    took: 'Dauer',
    faults: 'Fehler',
  },
  peopleOf: '{{done}} von {{total}}',
  history: 'Verlauf',
  empty: 'Noch keine Sicherungen',
  emptyText:
    'Verbinden Sie Ihren Mandanten, und starten Sie dann die erste Sicherung. Sie erscheint hier mit ihrem Ergebnis.',
  toConnection: 'Zur Verbindung',
  one: {
    title: 'Sicherung vom {{when}}',
    titles: { today: 'Sicherung von heute, {{time}}', yesterday: 'Sicherung von gestern, {{time}}' },
    totals: 'Ergebnis',
    totalsSoFar: 'Ergebnis bisher',
    started: 'Gestartet',
    ended: 'Beendet',
    took: 'Dauer',
    people: 'Personen',
    charged: 'Gelesene Nachrichten',
    added: 'Neue Nachrichten',
    revised: 'Geändert',
    unchanged: 'Bereits archiviert',
    media: 'Gespeicherte Bilder',
    cost: 'Kosten',
    strategy: 'Was gelesen wird',
    complete: 'Jeden Chat, so wie ihn jede Person hat',
    'pay-once': 'Jede Nachricht einmal',
    digest: 'Prüfsumme des Sicherungsprotokolls (SHA-256)',
    faults: 'Fehler',
    faultsTitle: 'Fehler und Hinweise',
    faultsCount: 'Fehler und Hinweise ({{n}})',
    onlyFaults: 'Fehler ({{n}})',
    onlyNotes: 'Übersprungen und Hinweise ({{n}})',
    image: 'Ein Bild',
    times: '× {{n}}',
    timesLabel: '{{n}}-mal',
    noFaults: 'Keine Fehler.',
    noFaultsYet: 'Bisher keine Fehler.',
    faultWho: 'Person',
    faultWhat: 'Was geschah',
    faultHint: 'Was zu tun ist',
    faultWhen: 'Wann',
    wholeRun: 'Ganze Sicherung',
    loadingFaults: 'Fehler',
    back: 'Alle Sicherungen',
    missing: 'Diese Sicherung ist nicht hier',
    missingText:
      'Vielleicht ist der Link abgeschnitten, oder er gehört zum Chatvault einer anderen Organisation.',
  },
  kind: { failure: 'Abbruch', fault: 'Fehler', skip: 'Übersprungen', alert: 'Hinweis' },
}
