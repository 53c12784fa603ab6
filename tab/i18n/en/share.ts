export const share = {
  share: 'Share',
  shareIn: 'Share in {{host}}',
  copy: 'Copy link',
  message: 'Copy a link to the message of {{name}}, {{time}}',
  shareMessage: 'Share the message of {{name}}, {{time}}',
  copied: 'Link copied',
  copiedText: 'It opens for people who have a role in Chatvault.',
  byHandTitle: 'Copy this link',
  byHand: 'This window may not use the clipboard. The link is selected: press Ctrl+C, or ⌘C on a Mac.',
  link: 'Link',
  label: {
    run: 'Chatvault: run of {{when}}',
    conversation: 'Chatvault: archived conversation',
    message: 'Chatvault: archived message',
  },
}
