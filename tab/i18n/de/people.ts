import type { Translated } from '../catalogue.ts'
import type { people as english } from '../en/people.ts'

export const people: Translated<typeof english> = {
  title: 'Wer gesichert wird',
  intro:
    'Chatvault liest die Chats dieser Personen. Ein Chat wird archiviert, wenn mindestens eine Person darin gesichert wird.',
  loading: 'Personen',
  back: 'Übersicht',
  everyone: 'Alle in der Organisation',
  everyoneHint:
    'Neue Personen kommen von selbst hinzu. Deaktivierte Konten werden aufgeführt, aber nicht gelesen.',
  chosen: 'Nur ausgewählte Personen',
  chosenHint: 'Wählen Sie die Personen unten aus. Neue Personen kommen nicht von selbst hinzu.',
  filter: 'Personen nach Name oder Adresse filtern',
  onlyChosen: 'Nur ausgewählte anzeigen',
  onlyFaults: 'Nur Personen mit Fehlern anzeigen',
  onlyWaiting: 'Nur noch nicht ganz gesicherte anzeigen',
  onlyOut: 'Nur nicht gesicherte anzeigen',
  noFaults: 'Niemand hat einen Fehler',
  noFaultsText: 'Alle, die hier standen, wurden ohne Fehler gesichert.',
  selected_one: '{{n}} Person ausgewählt',
  selected_other: '{{n}} Personen ausgewählt',
  choose: '{{name}} sichern',
  save: 'Auswahl speichern',
  discard: 'Änderungen verwerfen',
  saved: 'Gespeichert. Die Auswahl gilt ab der nächsten Sicherung.',
  needOne: 'Wählen Sie mindestens eine Person aus oder alle.',
  unchanged: 'Es ist noch nichts geändert.',
  none: 'Keine passenden Personen',
  noneText: 'Versuchen Sie es mit einem Teil des Namens oder der E-Mail-Adresse.',
  empty: 'Noch keine Personen',
  emptyText: 'Verbinden Sie zuerst Ihren Mandanten. Chatvault führt dann alle Personen darin auf.',
  state: {
    never: 'Noch nicht gesichert',
    protected: 'Gesichert',
    partial: 'Teilweise gesichert',
    'cannot-chat': 'Ausgelassen: kann nicht chatten',
    failing: 'Fehlgeschlagen',
    disabled: 'Konto deaktiviert',
    deleted: 'Konto gelöscht',
  },
  standing: {
    nothing: 'noch nichts archiviert',
    upTo: 'archiviert bis {{date}}',
    from: 'archiviert ab {{date}}, Älteres wartet noch',
  },
  out: 'Wird nicht gesichert',
}
