import type { CauseTexts } from '../../problem-texts.ts'

const NEW_CHAT = 'Restore the conversation into a new group chat.'

export const restores = {
  'restore-unknown': {
    text: 'Your organization has no such restore.',
    hint: 'Choose one from the list of restores.',
  },
  'restore-not-waiting': {
    text: 'This restore isn’t waiting for approval.',
    hint: 'Reload the page to see its state.',
  },
  'restore-ended': { text: 'This restore has already ended.', hint: 'There’s nothing to cancel.' },
  'restores-too-many': {
    text: 'Too many restores haven’t ended yet.',
    hint: 'Cancel those that no one needs, or wait until one has ended.',
  },
  'restore-permission': {
    text: 'The app is missing {{names}}.',
    hint: 'Add it to the app in Microsoft Entra, grant admin consent, and try again.',
  },
  'restore-incomplete': {
    text: 'Not every chat was restored.',
    hint: 'Each chat in the list shows what happened.',
  },
  'restore-chat-refused': {
    text: 'Microsoft 365 doesn’t let Chatvault import messages into this chat.',
    hint: `${NEW_CHAT} Or export it.`,
  },
  'restore-chat-gone': { text: 'Microsoft 365 doesn’t have this chat anymore.', hint: NEW_CHAT },
  'restore-chat-wedged': {
    text: 'An earlier import into this chat never ended, and only Microsoft can end it.',
    hint: `${NEW_CHAT} Report this chat to Microsoft support.`,
  },
  'restore-chat-differs': {
    text: 'This chat isn’t the same as its plan: {{missing}} missing, {{extra}} too many. It was left open.',
    hint: 'Compare the chat with the archive. Then end the import, or restore the conversation again.',
  },
  'restore-chat-open': {
    text: 'All messages are restored, but Microsoft 365 doesn’t end the import.',
    hint: 'Members see that an import is in progress. End the import later, or report this chat to Microsoft support.',
  },
  'restore-chat-not-open': {
    text: 'This chat isn’t open for import anymore, or the restore hasn’t ended yet.',
    hint: 'Reload the page to see its state.',
  },
} as const satisfies CauseTexts<'restores'>
