/** The pages Microsoft's sign-in passes through: small, apart from the tab, seen for a moment. */
export const signInPages = {
  signingIn: 'Signing in to Chatvault',
  failed: 'Sign-in did not finish.',
  again: 'Open Chatvault again',
  relayTitle: 'Sign in to Chatvault',
  relayText: 'Microsoft’s sign-in opens in a window of its own. This one closes when you are done.',
  relayButton: 'Continue to Microsoft',
  relayWaiting: 'Go on in Microsoft’s window. This one closes by itself.',
  relayUnseen:
    'Go on in Microsoft’s window; this one closes by itself. If you have closed it, cancel and sign in again.',
  relayCancel: 'Cancel',
  relayOffline: 'Chatvault does not answer. Check your internet connection.',
  relayRetry: 'Try again',
  relayLost: 'This window has lost the page it belongs to. Close it, go back to Chatvault and sign in again.',
}
