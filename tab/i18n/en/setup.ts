export const setup = {
  title: 'Set up the connection',
  loading: 'the setup',
  steps: 'Steps of the setup',
  place: 'Step {{n}} of {{total}}',
  automaticTitle: 'Set up automatically',
  state: {
    'not-started': 'Not started',
    checking: 'Checking',
    done: 'Done',
    'needs-attention': 'Needs attention',
  },
  nav: {
    next: 'Next',
    previous: 'Back',
    saveAndCheck: 'Save and check',
    checkAndNext: 'Check and continue',
    checkAgain: 'Check again',
    checking: 'Checking with Microsoft…',
    anyway: 'Continue anyway',
    waiting: 'Microsoft hasn’t applied the change yet. This is normal. Waited {{waited}} so far.',
    asking: 'Checking with Microsoft…',
    toAutomatic: 'Set up automatically instead',
    toManual: 'Set up step by step instead',
    print: 'Printable guide',
    restart: 'Start over',
    restartTitle: 'Start the setup over?',
    restartText:
      'This deletes what you entered here, including any secret or certificate not yet in use. Your saved connection keeps working and nothing in Entra changes.',
  },
  notice: {
    done: 'Confirmed by Microsoft.',
    open: 'Not confirmed yet.',
    asked: 'Last checked',
  },
  start: {
    ways: 'Choose how to set up',
    waysText: 'You can switch at any time without losing progress.',
    automatic: {
      name: 'Automatic',
      text: 'Sign in once as an administrator. Chatvault registers the app, gives it a certificate and the two permissions a backup needs, and tests it. You see each change before it happens and can undo it.',
      button: 'Set up automatically',
    },
    recommended: 'Recommended',
    manual: {
      name: 'Step by step',
      text: 'Do it yourself in Microsoft Entra. Each step opens the right page, gives you the values to copy, and checks the result with Microsoft.',
      button: 'Set up step by step',
    },
    values: 'I have all the values: enter them',
    connected: 'You already have a connection.',
    connectedText: 'It’s used until you test and save another one here.',
    toConnection: 'Go to Connection',
  },
  form: {
    enter: 'Values from Entra',
    compare: 'The Directory (tenant) ID next to it must match this one',
    tenant: 'Directory (tenant) ID',
    applicationIdHint: 'On the app’s Overview page in Entra.',
    kind: 'Secret or certificate',
    secretKind: 'App secret (client secret)',
    secretKindHint: 'A long password. Quick to create, but anyone who copies it can sign in as the app.',
    certificateKind: 'Certificate',
    certificateKindHint: 'Recommended. Its private key is created on this server and never leaves it.',
    secret: 'Secret value',
    secretHint: 'About 40 characters. It’s stored encrypted on the server and never shown again.',
    life: 'Expires after',
    months_one: '{{n}} month',
    months_other: '{{n}} months',
    stored: 'A secret that starts with {{hint}} is stored, encrypted.',
    storedUntil: 'A secret that starts with {{hint}} is stored, encrypted. It’s valid until {{when}}.',
    replace: 'Enter another secret',
  },
  certificate: {
    make: 'Create a certificate',
    makeAgain: 'Create another certificate',
    download: 'Download the certificate (.cer)',
    until: 'Valid until {{when}}. Its private key never leaves this server.',
    compare: 'Thumbprint to compare in Entra',
    sha256: 'Thumbprint SHA-256',
    uploaded: 'I uploaded it. Check now',
  },
  fault: {
    applicationId: 'An application ID looks like 1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e.',
    isTenant:
      'This is your directory (tenant) ID. Copy the Application (client) ID instead. It’s right above it in Entra.',
    secretMissing: 'Paste the secret’s Value.',
    secretIsId:
      'This looks like the secret’s ID. Copy the Value column instead. If Entra no longer shows it, create a new secret.',
    secretMasked:
      'This is the shortened value. Entra shows the full value only once: create a new secret and copy its Value right away.',
    secretSpaces: 'A secret can’t contain spaces. Use the copy icon next to the Value.',
    secretShort: 'This is too short to be a secret. Use the copy icon next to the Value.',
    guid: 'An ID looks like 1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e.',
    resourceGroup:
      'A resource group name can have up to 90 letters, digits, periods, hyphens, underscores, and parentheses.',
  },
  permission: {
    set: 'Permissions to add',
    all: 'Two more permissions',
    allHint:
      'GroupMember.Read.All, to choose people by group, and Chat.ReadWrite.All, to change existing chats. Chatvault doesn’t use the second one yet.',
    least: 'Only what’s needed (recommended)',
    leastHint: 'Chat.Read.All and User.Read.All are enough for every backup. You can add others at any time.',
    unavailable: 'Not available without them:',
    next: 'Microsoft confirms the app’s permissions after the next step.',
  },
  consent: { inEntra: 'Or grant it in Microsoft Entra' },
  needs: {
    register: 'Enter the application ID first.',
    to: 'Go to the step',
    list: 'Complete these before the test:',
  },
  billing: {
    verdict: {
      unknown: 'Not tested yet',
      'nothing-to-do': 'Nothing to do',
      associate: 'Microsoft requires a subscription',
      check: 'Microsoft still requires a subscription',
    },
    text: {
      unknown:
        'Not tested yet. Most organizations have nothing to do here: continue, and the test in the next step finds out. Or check now.',
      'nothing-to-do':
        'No charge per message so far: Microsoft didn’t ask for a paid subscription. If it ever does, Chatvault tells you and brings you back here.',
      associate:
        'Microsoft charges per message and won’t let the app read anything until you link an Azure subscription for it to bill. Link one here.',
      check:
        'You linked a subscription, but Microsoft still refuses. A new link can take a few minutes. If this keeps happening, check in Azure that the subscription is active and the link names this app.',
    },
    regime: {
      metered: 'Charging is turned on: Chatvault counts each message at the last published price.',
      'not-metered':
        'Charging is turned off: Chatvault shows what messages would cost at the last published price. Your limit applies either way.',
    },
    ask: 'Check now',
    asked: 'Microsoft last asked for it:',
    anyway: 'Link a subscription anyway',
    manual: 'Link it manually',
    subscription: 'Subscription ID',
    resourceGroup: 'Resource group',
    keep: 'I ran the commands. Save and check',
    linked: 'Linked as {{name}} in the resource group {{group}}.',
    noted: 'Saved: {{name}} in the resource group {{group}}. Microsoft hasn’t confirmed it yet.',
  },
  connect: {
    suggest: 'Suggested limits',
    suggestion: '{{limit}} · up to {{people}}',
    quiet: '{{limit}} · a quiet month',
    busy: '{{limit}} · a busy month',
    looking: 'Checking how many people you have and how much they chat…',
    basis: {
      runs: 'Based on what earlier backups read here.',
      report:
        'Based on Microsoft’s usage report for the 30 days up to {{date}}: two to five copies of each message sent.',
      published:
        'Based on published averages: {{low}} to {{high}} messages per person per month, counting every copy.',
      for: 'Calculated for {{people}}.',
      unknown: 'The number of people isn’t known yet, so each suggestion uses the higher figure.',
    },
    firstBackup: 'The first backup also reads older messages and may use several months’ limits.',
  },
  finish: {
    title: 'Connected',
    text: 'Chatvault is connected to {{name}} and every check passed.',
    first:
      'Run the first backup to read all chats, up to your limit. You’ll see what it will read before it starts.',
    bound: 'It can read up to {{messages}} this month.',
    unlimited: 'No limit is set, so there’s no upper bound.',
    people: 'Choose who is backed up',
    overview: 'Go to Overview',
    connection: 'View the connection',
  },
}
