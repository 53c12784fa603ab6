/** The pages Microsoft's sign-in passes through: small, apart from the tab, seen for a moment. */
export const signInPages = {
  signingIn: 'Signing in to Chatvault',
  failed: 'Sign-in didn’t finish.',
  again: 'Open Chatvault again',
  relayTitle: 'Sign in to Chatvault',
  relayText: 'Microsoft’s sign-in opens in a separate window. This window closes when you’re done.',
  relayButton: 'Continue to Microsoft',
  relayWaiting: 'Continue in the Microsoft window. This window closes automatically.',
  relayUnseen:
    'Continue in the Microsoft window. This window closes automatically. Closed the Microsoft window? Cancel and sign in again.',
  relayCancel: 'Cancel',
  relayOffline: 'Chatvault isn’t responding. Check your internet connection.',
  relayRetry: 'Try again',
  relayLost:
    'This window lost its connection to Chatvault. Close it, go back to Chatvault, and sign in again.',
}
