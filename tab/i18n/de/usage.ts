import type { Translated } from '../catalogue.ts'
import type { usage as english } from '../en/usage.ts'

export const usage: Translated<typeof english> = {
  title: 'Dieser Monat',
  loading: 'Nutzung dieses Monats',
  limit: 'Limit {{n}}',
  noLimit: 'Kein Limit festgelegt',
  barLabel: '{{used}} von {{limit}} Nachrichten diesen Monat verbraucht',
  barLabelUnlimited: '{{used}} Nachrichten diesen Monat verbraucht, kein Limit festgelegt',
  left_one: 'Noch {{n}} Nachricht übrig',
  left_other: 'Noch {{n}} Nachrichten übrig',
  reserved: '{{n}} für die laufende Sicherung reserviert',
  resets: '{{month}} nach UTC. Beginnt am {{date}} wieder bei {{zero}}.',
  whenReached:
    'Ist das Limit erreicht, ruht die Sicherung für den Rest des Monats. Archiviertes bleibt erhalten, und die Sicherung macht dort weiter, wo sie angehalten hat, sobald der Monat endet oder Sie das Limit erhöhen.',
  whenUnlimited:
    'Ohne Limit hält die Sicherung wegen der Kosten nie an. Legen Sie eines fest, um zu wissen, was ein Monat höchstens kosten kann.',
  near: 'Mehr als 80 % des Limits dieses Monats sind verbraucht.',
  read_one: 'gelesene Nachricht',
  read_other: 'gelesene Nachrichten',
  copies: 'Jede Kopie einer Nachricht zählt, in jedem Postfach und jedes Mal, wenn sie gelesen wird.',
  change: 'Limit ändern',
  setLimit: 'Limit festlegen',
  about: 'Wie Nachrichten gezählt und berechnet werden',
  explain: {
    title: 'Wie Nachrichten gezählt und berechnet werden',
    countTitle: 'Was zählt',
    count:
      'Jede Nachricht, die Microsoft 365 herausgibt, zählt einmal, und zwar jedes Mal, wenn sie gelesen wird. Eine Chatnachricht liegt im Postfach jeder teilnehmenden Person, daher kann ein Chat mit drei Personen bei der ersten Sicherung dreifach zählen. Spätere Sicherungen lesen nur Neues.',
    priceTitle: 'Was es kostet',
    priceMetered:
      'Chatvault rechnet mit {{price}} pro Nachricht, dem zuletzt veröffentlichten Preis. Microsoft berechnet ihn dem Azure-Abonnement des Eigentümers des Mandanten, nicht über Chatvault.',
    priceNotMetered:
      'Laut Microsoft werden diese Nachrichten seit dem 25. August 2025 nicht mehr berechnet. Das Limit begrenzt weiterhin, wie viele gelesen werden, und Chatvault zeigt, was sie zum zuletzt veröffentlichten Preis von {{price}} pro Nachricht kosten würden.',
    monthTitle: 'Welcher Monat',
    month: 'Monate werden nach UTC gezählt, wie bei Microsoft. {{month}} endet am {{date}}.',
    reachedTitle: 'Wenn das Limit erreicht ist',
    saved: 'Gespeichert. Beträge werden jetzt so angezeigt.',
  },
}
