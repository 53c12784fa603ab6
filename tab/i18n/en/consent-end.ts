/** The page Microsoft's consent page returns to, for as long as it stands. */
export const consentEnd = {
  pageTitle: 'Admin consent · Chatvault',
  accepted: {
    title: 'Consent was given',
    text: 'Chatvault now checks that the permissions are there and shows them under Connection.',
  },
  portal: {
    title: 'Consent was given in the portal',
    text: 'Go back to Chatvault and select Check again. Chatvault then asks Microsoft which permissions are there.',
  },
  declined: {
    title: 'Consent was declined',
    text: 'Nothing was granted. You can ask again from Chatvault at any time.',
  },
  'not-enough-rights': {
    title: 'This account may not grant consent',
    text: 'It takes a Global Administrator or a Privileged Role Administrator of your organization. Nothing was granted.',
  },
  'wrong-tenant': {
    title: 'This account belongs to another organization',
    text: 'Ask again from Chatvault and choose an account of the organization whose chats are backed up.',
  },
  expired: {
    title: 'It took longer than ten minutes',
    text: 'The request has lapsed. Ask again from Chatvault.',
  },
  replayed: {
    title: 'This answer was used already',
    text: 'Each request counts once. Chatvault shows under Connection which permissions are there.',
  },
  forged: {
    title: 'Chatvault did not ask for this',
    text: 'The answer was ignored. Start from Chatvault, under Connection.',
  },
  error: {
    title: 'Microsoft’s page reported an error',
    text: 'Nothing is known to have changed. Ask again from Chatvault; it shows the code under Connection.',
  },
  close: 'You can close this window and go back to Chatvault.',
}
