/** The page Microsoft's consent page returns to, for as long as it stands. */
export const consentEnd = {
  pageTitle: 'Admin consent · Chatvault',
  accepted: {
    title: 'Consent granted',
    text: 'Chatvault is now checking the permissions and shows the result under Connection.',
  },
  portal: {
    title: 'Consent granted in the portal',
    text: 'Go back to Chatvault and select Check again. Chatvault then checks the permissions with Microsoft.',
  },
  declined: {
    title: 'Consent declined',
    text: 'Nothing was granted. You can ask again from Chatvault at any time.',
  },
  'not-enough-rights': {
    title: 'This account can’t grant consent',
    text: 'Only a Global Administrator or Privileged Role Administrator in your organization can. Nothing was granted.',
  },
  'wrong-tenant': {
    title: 'This account belongs to another organization',
    text: 'Ask again from Chatvault and choose an account from the organization whose chats are backed up.',
  },
  expired: {
    title: 'The request timed out',
    text: 'It took longer than ten minutes. Ask again from Chatvault.',
  },
  replayed: {
    title: 'This answer was already used',
    text: 'Each request can be answered only once. Chatvault shows the granted permissions under Connection.',
  },
  forged: {
    title: 'Unexpected response from Microsoft',
    text: 'Chatvault didn’t ask for it and ignored it. Start from Chatvault, under Connection.',
  },
  error: {
    title: 'Microsoft’s page reported an error',
    text: 'As far as Chatvault knows, nothing changed. Ask again from Chatvault. It shows the code under Connection.',
  },
  close: 'You can close this window and go back to Chatvault.',
}
