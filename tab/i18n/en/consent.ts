export const consent = {
  title: 'Permissions',
  intro:
    'Chatvault reads chats with these permissions of Microsoft 365. An admin grants them once, for the whole organization, on a page of Microsoft’s.',
  who: 'It takes a Global Administrator or a Privileged Role Administrator of your organization.',
  enterId: 'Enter the application ID first',
  enterIdText: 'Enter the application ID above to see which permissions the app has.',
  list: 'Permissions of the app',
  loading: 'permissions',
  stake: 'Until what is missing is granted, no chat can be backed up.',
  grant: 'Grant admin consent',
  opening: 'Opening Microsoft’s page…',
  checkAgain: 'Check again',
  checked: 'Checked',
  optional: 'optional',
  notKnown: 'What is granted can be checked once the connection is saved.',
  row: { granted: 'Granted', missing: 'Missing', unproven: 'Not yet known' },
  permission: {
    'Chat.Read.All': 'Read chat messages',
    'User.Read.All': 'List the people of your organization',
    'Organization.Read.All': 'Show your organization’s name',
    'GroupMember.Read.All': 'Choose people by group',
    'Chat.ReadWrite.All': 'Put chats back later; not used yet',
    'Reports.Read.All': 'Suggest limits from your usage report',
    other: 'Another permission',
  },
  test: 'Test the connection',
  stop: 'Stop waiting',
  newTab: 'Open Microsoft’s page in a new tab',
  answered: 'Answered {{when}}, asked for by {{who}}.',
  state: {
    waiting: {
      title: 'Waiting for Microsoft.',
      text: 'Finish in the window that opened. What you decide there shows here by itself.',
    },
    proving: {
      title: 'Microsoft says yes. Checking it.',
      text: 'A new permission can take a minute to work.',
    },
    granted: {
      title: 'The permissions are granted.',
      text: 'The app can read chats now. Test the connection to be sure that all of it works.',
    },
    accepted: {
      title: 'Microsoft says the permissions are granted.',
      text: 'Chatvault can check it once it has the app’s secret or certificate and the connection is tested.',
    },
    late: {
      title: 'Microsoft says yes, but a permission is still missing.',
      text: 'It can take a few minutes. Check again. If it stays, add the permission to the app in Entra under API permissions, then grant admin consent again.',
    },
    blocked: {
      title: 'Your browser blocked the window.',
      text: 'Open Microsoft’s page in a new tab instead. What you decide there shows here by itself.',
    },
    closed: {
      title: 'The window was closed before Microsoft answered.',
      text: 'If you did accept there, check again. Otherwise grant admin consent once more.',
    },
    silent: {
      title: 'No answer came back from Microsoft’s page.',
      text: 'If you did accept there, check again. Otherwise grant admin consent once more.',
    },
    declined: {
      title: 'Consent was declined.',
      text: 'Nothing was granted, and no chat can be backed up without it. Grant admin consent again when your organization agrees.',
    },
    'not-enough-rights': {
      title: 'That account may not grant consent.',
      text: 'Grant admin consent again and sign in as a Global Administrator or Privileged Role Administrator, or ask one to open this page.',
    },
    'wrong-tenant': {
      title: 'That account belongs to another organization.',
      text: 'Nothing changed in yours. Grant admin consent again and choose an account of the organization whose chats are backed up here.',
    },
    expired: {
      title: 'It took longer than ten minutes.',
      text: 'The way back from Microsoft’s page has lapsed. Grant admin consent again.',
    },
    replayed: {
      title: 'That answer was used already.',
      text: 'Each visit to Microsoft’s page counts once. Check again. If a permission is missing, grant admin consent once more.',
    },
    forged: {
      title: 'The answer was not one Chatvault asked for.',
      text: 'It was ignored. Grant admin consent again from here.',
    },
    error: {
      title: 'Microsoft’s page reported an error.',
      text: 'Check in Entra that the application ID is right and that the app has Chatvault’s address as a redirect URI. Then grant admin consent again.',
    },
  },
}
