/** What fails on this side, before the server can say it; the server's own problems come with its words. */
export const problem = {
  network: {
    title: 'Can’t reach Chatvault',
    text: 'The server didn’t respond.',
    hint: 'Check your internet connection, then try again.',
  },
  noAnswer: {
    title: 'Something went wrong',
    text: 'The server answered with status {{status}}.',
    hint: 'Try again in a moment. If this keeps happening, send this code to your Chatvault server admin.',
  },
  notData: {
    title: 'Something went wrong',
    text: 'The server sent an unexpected response.',
    hint: 'Reload the page. If this keeps happening, a proxy or other software may be changing the server’s responses.',
  },
  unexpected: {
    title: 'Something went wrong',
    text: 'Unexpected error: {{message}}',
    hint: 'Try again. If this keeps happening, reload the page.',
  },
  testCut: {
    title: 'The test didn’t finish',
    text: 'The connection ended before the last check.',
    hint: 'Try again. Nothing was saved.',
  },
}
