export const consent = {
  title: 'Permissions',
  intro:
    'Chatvault needs these Microsoft 365 permissions to read chats. An admin grants them once for the whole organization, on a Microsoft page.',
  who: 'Only a Global Administrator or Privileged Role Administrator in your organization can grant them.',
  enterId: 'Enter the application ID first',
  enterIdText: 'Enter the application ID above to see the app’s permissions.',
  list: 'App permissions',
  loading: 'permissions',
  stake: 'Chats can’t be backed up until the missing permissions are granted.',
  grant: 'Grant admin consent',
  opening: 'Opening the Microsoft page…',
  checkAgain: 'Check again',
  checked: 'Checked',
  optional: 'optional',
  notKnown: 'You can check the permissions once the connection is saved.',
  row: { granted: 'Granted', missing: 'Missing', unproven: 'Not confirmed yet' },
  permission: {
    'Chat.Read.All': 'Read chat messages',
    'User.Read.All': 'List the people of your organization',
    'Organization.Read.All': 'Show your organization’s name',
    'GroupMember.Read.All': 'Choose people by group',
    'Chat.ReadWrite.All': 'Change existing chats (not used yet)',
    'Reports.Read.All': 'Suggest limits from your usage report',
    'Mail.Send': 'Send alerts by e-mail from a mailbox',
    other: 'Another permission',
  },
  test: 'Test the connection',
  stop: 'Stop waiting',
  newTab: 'Open the Microsoft page in a new tab',
  answered: 'Answered {{when}}, requested by {{who}}.',
  state: {
    waiting: {
      title: 'Waiting for Microsoft…',
      text: 'Finish in the window that opened. Your decision appears here automatically.',
    },
    proving: {
      title: 'Microsoft granted the permissions. Checking…',
      text: 'It can take a minute for a new permission to take effect.',
    },
    granted: {
      title: 'Permissions granted.',
      text: 'The app can now read chats. Test the connection to make sure everything works.',
    },
    accepted: {
      title: 'Microsoft reports that the permissions are granted.',
      text: 'Chatvault can confirm this once it has the app’s secret or certificate and you test the connection.',
    },
    late: {
      title: 'Microsoft granted consent, but a permission is still missing.',
      text: 'This can take a few minutes. Check again. If this keeps happening, add the permission to the app in Entra under API permissions, then grant admin consent again.',
    },
    blocked: {
      title: 'Your browser blocked the window.',
      text: 'Open the Microsoft page in a new tab instead. Your decision appears here automatically.',
    },
    closed: {
      title: 'The window was closed before Microsoft answered.',
      text: 'If you accepted, check again. If not, grant admin consent again.',
    },
    silent: {
      title: 'Microsoft’s page didn’t send an answer.',
      text: 'If you accepted, check again. If not, grant admin consent again.',
    },
    declined: {
      title: 'Consent was declined.',
      text: 'Nothing was granted, and chats can’t be backed up without consent. Grant admin consent once your organization agrees.',
    },
    'not-enough-rights': {
      title: 'That account can’t grant consent.',
      text: 'Grant admin consent again and sign in as a Global Administrator or Privileged Role Administrator, or ask one to open this page.',
    },
    'wrong-tenant': {
      title: 'That account belongs to another organization.',
      text: 'Nothing changed in yours. Grant admin consent again with an account from the organization whose chats are backed up here.',
    },
    expired: {
      title: 'The request timed out after ten minutes.',
      text: 'The link back from Microsoft has expired. Grant admin consent again.',
    },
    replayed: {
      title: 'That answer was already used.',
      text: 'Each answer from Microsoft can be used only once. Check again. If a permission is missing, grant admin consent again.',
    },
    forged: {
      title: 'Unexpected response from Microsoft.',
      text: 'Chatvault didn’t ask for it and ignored it. Grant admin consent again from here.',
    },
    error: {
      title: 'Microsoft’s page reported an error.',
      text: 'In Entra, check that the application ID is correct and that the app has Chatvault’s address as a redirect URI. Then grant admin consent again.',
    },
  },
}
