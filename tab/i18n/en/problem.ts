/** What fails on this side, before the server can say it; the server's own problems come with its words. */
export const problem = {
  network: {
    title: 'Chatvault can’t be reached',
    text: 'The request did not get an answer.',
    hint: 'Check your internet connection, then try again.',
  },
  noAnswer: {
    title: 'Something went wrong',
    text: 'The server answered with status {{status}}.',
    hint: 'Try again in a moment. If it stays, give this code to whoever runs Chatvault for you.',
  },
  notData: {
    title: 'Something went wrong',
    text: 'The server answered with something that is not data.',
    hint: 'Reload the page. If it stays, something between you and Chatvault changes its answers.',
  },
  unexpected: {
    title: 'Something went wrong',
    text: 'Chatvault did not expect this: {{message}}',
    hint: 'Try again. If it stays, reload the page.',
  },
  testCut: {
    title: 'The test did not finish',
    text: 'The answer ended before its last check.',
    hint: 'Try again. Nothing was saved.',
  },
}
