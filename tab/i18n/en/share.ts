export const share = {
  share: 'Share',
  shareIn: 'Share in {{host}}',
  copy: 'Copy link',
  message: 'Copy a link to the message from {{name}}, {{time}}',
  shareMessage: 'Share the message from {{name}}, {{time}}',
  copied: 'Link copied',
  copiedText: 'Anyone with a role in Chatvault can open it.',
  manualTitle: 'Copy this link',
  manual: 'This window can’t use the clipboard. The link is selected: press Ctrl+C, or ⌘C on a Mac.',
  link: 'Link',
  label: {
    run: 'Chatvault: run from {{when}}',
    conversation: 'Chatvault: archived conversation',
    message: 'Chatvault: archived message',
  },
}
