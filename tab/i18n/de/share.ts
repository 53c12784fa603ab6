import type { Translated } from '../catalogue.ts'
import type { share as english } from '../en/share.ts'

export const share: Translated<typeof english> = {
  share: 'Teilen',
  shareIn: 'In {{host}} teilen',
  copy: 'Link kopieren',
  message: 'Link zur Nachricht von {{name}}, {{time}}, kopieren',
  shareMessage: 'Nachricht von {{name}}, {{time}}, teilen',
  copied: 'Link kopiert',
  copiedText: 'Er öffnet sich für Personen, die in Chatvault eine Rolle haben.',
  manualTitle: 'Diesen Link kopieren',
  manual:
    'Dieses Fenster darf die Zwischenablage nicht benutzen. Der Link ist markiert: Drücken Sie Strg+C, auf einem Mac ⌘C.',
  link: 'Link',
  label: {
    run: 'Chatvault: Sicherung vom {{when}}',
    conversation: 'Chatvault: archivierte Unterhaltung',
    message: 'Chatvault: archivierte Nachricht',
  },
}
