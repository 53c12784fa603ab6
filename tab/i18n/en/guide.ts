/**
 * The guide to registering the app manually: one text for the wizard, the printable page and its PDF.
 * Names of Microsoft's pages are as the Entra admin center shows them; the older ones are next to them.
 */
export const guide = {
  page: {
    title: 'Connect Chatvault to Microsoft 365 manually',
    intro:
      'Chatvault backs up your organization’s private chats in Microsoft Teams. To read them, it needs its own entry in your Microsoft 365, called an app registration. This guide takes you through creating it, click by click.',
    automatic:
      'There’s a quicker way: under Connection, an admin can let Chatvault do all of this with one sign-in. This guide describes the manual way.',
    contents: 'Contents',
    print: 'Print',
    english: 'English',
    german: 'Deutsch',
    language: 'Language',
    downloadEnglish: 'PDF in English',
    downloadGerman: 'PDF in German',
    toChatvault: 'Go to Chatvault',
    addresses:
      'The addresses in this guide are those of the Chatvault server it was opened from. Open it from yours to see your own addresses.',
  },
  label: {
    who: 'Who can do this',
    path: 'Or go to',
    older: 'In the Azure portal',
    open: 'Open in the Entra admin center',
    openAzure: 'Open the Azure portal',
    newTab: 'opens in a new tab',
    value: 'Copy this',
    see: 'You should see',
    mistake: 'Common mistake',
    secret: 'With an app secret',
    certificate: 'With a certificate',
    notThis: 'Not this one',
    pictureNote: 'The pictures are simplified. The real pages show more.',
  },
  place: {
    register: {
      entra: 'Entra ID › App registrations › New registration',
      azure: 'Azure Active Directory (now Microsoft Entra ID) › App registrations › New registration',
    },
    overview: {
      entra: 'Entra ID › App registrations › All applications › your app › Overview',
      azure: 'Azure Active Directory › App registrations › your app › Overview',
    },
    credentials: {
      entra: 'Entra ID › App registrations › your app › Certificates & secrets',
      azure: 'Azure Active Directory › App registrations › your app › Certificates & secrets (earlier: Keys)',
    },
    permissions: {
      entra: 'Entra ID › App registrations › your app › API permissions',
      azure:
        'Azure Active Directory › App registrations › your app › API permissions (earlier: Required permissions)',
    },
    subscriptions: {
      entra: 'portal.azure.com › Subscriptions',
      azure: 'All services › Subscriptions',
    },
    shell: {
      entra: 'portal.azure.com › Cloud Shell, the icon >_ at the top',
      azure: 'The icon >_ at the top › Bash',
    },
  },
  value: {
    name: 'App name',
    redirectUri: 'Redirect URI',
    applicationId: 'Application (client) ID',
    description: 'Description',
    thumbprint: 'Certificate thumbprint',
    registerProvider: 'Command to turn on the service',
    createAccount: 'Command to link the app',
    showAccount: 'Command to show the link',
  },
  start: {
    title: 'Before you begin',
    short: 'Start',
    why: 'Six steps, most of them in Microsoft Entra. Chatvault checks each one with Microsoft, so a step is done only when it works.',
    happens: {
      title: 'What happens',
      register:
        'Your organization gets an app registration, an entry in Microsoft Entra (the Microsoft 365 directory) that identifies Chatvault.',
      credential:
        'The entry gets a certificate or an app secret (a long password), so that no one else can use it.',
      permissions:
        'The app gets permission to read chats and the list of people, and an administrator approves it.',
      connect:
        'You enter the ID and the secret in Chatvault, it reads one message as a test, and it’s ready.',
    },
    roles: {
      title: 'Who you need',
      text: 'A Global Administrator can do every step in Microsoft Entra. Lesser roles are enough for most of them:',
      step: 'Step',
      role: 'Role',
      reason: 'Why',
    },
    costs: {
      title: 'What it costs',
      text: 'The app registration and its permissions are free. Microsoft charged for each chat message read until August 25, 2025, and says it no longer does.',
      limit:
        'In Chatvault, you set how many messages can be read per month. At this limit, backups stop until the next month or until you raise it, so costs can’t surprise you.',
    },
    reads: {
      title: 'What Chatvault reads',
      text: 'Messages in one-to-one, group, and meeting chats of the people you choose, with the images in them, and names from your directory. It doesn’t read mail, files, or team channels.',
    },
    stored: {
      title: 'Where data is stored',
      text: 'The text and images of messages go into an encrypted archive on the server that runs Chatvault. That server’s database records who wrote when in which chat, with names and topics. The app secret is stored there encrypted and never shown again. Nothing is stored by the makers of Chatvault.',
    },
    need: {
      title: 'What you’ll need',
      tenant: 'An account from the organization whose chats are backed up, with the roles listed below.',
      mailbox: 'The email address of one person who chats, for the test.',
    },
    picture: {
      name: 'The way in six steps: four in Microsoft Entra, one in Azure where it is needed, one in Chatvault',
      entra: 'Microsoft Entra',
      azure: 'Azure, only if charged',
      chatvault: 'Chatvault',
    },
  },
  register: {
    title: 'Register the app',
    short: 'Register',
    why: 'An app registration is an entry in Microsoft Entra (your organization’s directory, formerly Azure Active Directory). It identifies Chatvault to Microsoft and lets you see, limit, and remove what it can do.',
    who: 'Application Administrator, Cloud Application Administrator, or Application Developer. If everyone can register apps in your organization, no role is needed.',
    roleReason: 'Creates app entries in Microsoft Entra.',
    do: {
      open: {
        title: 'Open App registrations and select New registration',
        text: 'Sign in with an account from the organization whose chats are backed up. The link opens the form directly.',
      },
      name: {
        title: 'Enter a name',
        text: 'Any name works. This one is easy to find later.',
      },
      account: {
        title: 'Select Accounts in this organizational directory only',
        text: 'Also called single tenant: the app can be used only in your organization. A tenant is the part of Microsoft 365 that belongs to one organization.',
      },
      redirect: {
        title: 'Under Redirect URI, select Web and paste the address',
        text: 'A redirect URI is the address Microsoft sends the browser back to after an administrator consents.',
      },
      register: {
        title: 'Select Register',
        text: 'Microsoft creates the entry and shows its Overview page.',
      },
      copy: {
        title: 'Copy the Application (client) ID',
        text: 'It’s how Microsoft identifies the app: 32 letters and digits in five groups. Chatvault asks you for it.',
      },
    },
    mistake: {
      wrongTenant: {
        title: 'Signed in to another organization',
        text: 'If you manage several organizations, you start in the one you used last. Check the name in the upper-right corner and change it with Switch directory. If the app is in another organization, Chatvault reports that yours doesn’t have it (AADSTS700016).',
      },
      accountType: {
        title: 'Multitenant or personal accounts chosen',
        text: 'It works, but people outside your organization could sign in to the app too. Change it under Authentication, Supported account types.',
      },
      redirectType: {
        title: 'Single-page application chosen instead of Web, or another address',
        text: 'The consent page then ends with AADSTS50011. Correct it under Authentication. The address must match exactly.',
      },
      objectId: {
        title: 'Object ID copied instead',
        text: 'It looks the same and is right below. Only the Application (client) ID works.',
      },
    },
    see: 'The app’s Overview page, with the name you entered at the top and an Application (client) ID.',
    picture: {
      form: {
        name: 'The page Register an application: name, single tenant, redirect address of type Web, the button Register',
        title: 'Register an application',
        label: 'Name',
        account: 'Supported account types',
        single: 'This organizational directory only',
        multi: 'Any organizational directory',
        redirect: 'Redirect URI',
        web: 'Web',
        button: 'Register',
      },
      overview: {
        name: 'The Overview page of the app: the Application (client) ID is the one to copy, not the Object ID below it',
        menu: 'Overview',
        client: 'Application (client) ID',
        object: 'Object ID',
        tenant: 'Directory (tenant) ID',
      },
    },
  },
  credential: {
    title: 'Give the app a secret or a certificate',
    short: 'Secret',
    why: 'This is how Chatvault proves to Microsoft that it’s this app. Choose the certificate: its private key is created on the server that runs Chatvault and never leaves it. An app secret, which Microsoft calls a client secret, is a long password: quick to create, but anyone who copies it can sign in as the app. One of them is enough.',
    who: 'The app’s owner (the person who registered it), Application Administrator, or Cloud Application Administrator.',
    roleReason: 'Adds a secret or a certificate to the entry.',
    do: {
      open: {
        title: 'Open Certificates & secrets',
        text: 'In the app’s menu, under Manage.',
      },
      create: {
        title: 'On Client secrets, select New client secret',
        text: 'A pane opens.',
      },
      describe: {
        title: 'Enter a description and select 24 months',
        text: 'Chatvault reminds you before it expires. Some organizations allow less than 24 months. In that case, select the longest period.',
      },
      add: {
        title: 'Select Add',
        text: 'The secret appears as a new row in the list.',
      },
      copy: {
        title: 'Copy the Value now',
        text: 'Microsoft shows it only this once. Use the copy icon next to it, because the column is cut off.',
      },
      get: {
        title: 'Get the certificate from Chatvault',
        text: 'Chatvault creates it under Connection and gives you its public half as a .cer file. You can share it freely: it can’t be used to sign in.',
      },
      openCertificates: {
        title: 'Open Certificates & secrets and select the Certificates tab',
        text: 'In the app’s menu, under Manage.',
      },
      upload: {
        title: 'Select Upload certificate, choose the file, then select Add',
        text: 'A description helps you tell it apart from later ones.',
      },
      compare: {
        title: 'Compare the Thumbprint',
        text: 'A thumbprint is a short code that identifies a certificate. It must be the same in Entra and in Chatvault.',
      },
    },
    mistake: {
      secretId: {
        title: 'Secret ID copied instead of the Value',
        text: 'Both are in the same row. The Secret ID is five groups with hyphens; the Value looks different. Chatvault notices this; Microsoft would answer AADSTS7000215.',
      },
      valueGone: {
        title: 'Value not copied in time',
        text: 'After you leave the page, only its first letters are shown. Create a new secret and delete the old one. Nothing is lost.',
      },
      expired: {
        title: 'Secret expired',
        text: 'Backups stop with AADSTS7000222 on that day. Enter the date in Chatvault: it warns you 60, 30, 14, and 3 days before, and can replace the secret without interrupting backups.',
      },
      thumbprint: {
        title: 'Thumbprint differs',
        text: 'You uploaded an older certificate or one for another app. Microsoft answers AADSTS700027. Upload the file you downloaded from Chatvault last.',
      },
      privateKey: {
        title: 'File with the private key uploaded',
        text: 'Keep a .pfx file, or a .pem file that contains PRIVATE KEY, on the server only. Entra takes .cer, .pem, and .crt files without one.',
      },
    },
    see: 'One row in the list: the secret with its expiry date, or the certificate with the same thumbprint as in Chatvault.',
    picture: {
      create: {
        name: 'The page Certificates & secrets: the button New client secret, then expiry 24 months and Add',
        menu: 'Certificates & secrets',
        secrets: 'Client secrets',
        button: 'New client secret',
        describe: 'Description',
        expires: 'Expires',
        months: '24 months',
        add: 'Add',
      },
      copy: {
        name: 'The list of client secrets: copy the column Value, not the column Secret ID',
        value: 'Value',
        id: 'Secret ID',
        right: 'Copy this one',
      },
      certificate: {
        name: 'The tab Certificates: the button Upload certificate, and the thumbprint to compare',
        tab: 'Certificates',
        button: 'Upload certificate',
        thumbprint: 'Thumbprint',
        same: 'The same as in Chatvault',
      },
    },
  },
  permissions: {
    title: 'Add the permissions',
    short: 'Permissions',
    why: 'A new app can’t read anything of interest. Here you list the permissions it asks for. They take effect once an administrator consents in the next step. Apps use application permissions without a signed-in person. Chatvault needs this kind because backups run when no one is signed in.',
    who: 'The app’s owner (the person who registered it), Application Administrator, or Cloud Application Administrator.',
    roleReason: 'Lists what the app asks for. Doesn’t grant anything yet.',
    do: {
      open: {
        title: 'Open API permissions and select Add a permission',
        text: 'An API is how programs talk to Microsoft 365.',
      },
      graph: {
        title: 'Select Microsoft Graph',
        text: 'The large one at the top. It’s the part of Microsoft 365 that gives access to chats and people.',
      },
      application: {
        title: 'Select Application permissions',
        text: 'The one on the right of two large buttons.',
      },
      tick: {
        title: 'Search for each permission and select it',
        text: 'Type the name into the search box, expand the group below it, and select the checkbox. Your selections are kept while you search for the next one.',
      },
      add: {
        title: 'Select Add permissions',
        text: 'The page lists them as not granted. That’s expected: consent is the next step.',
      },
    },
    mistake: {
      delegated: {
        title: 'Delegated permissions chosen',
        text: 'They work only while a person is signed in and have nearly the same names. The Type column must say Application. Remove the wrong ones and add them again.',
      },
      otherName: {
        title: 'Chat.Read or User.Read without All',
        text: 'Those are delegated permissions. The right names end in .All. Microsoft adds User.Read automatically. You can keep it or remove it.',
      },
    },
    see: 'Each permission in the list, with Application in the Type column.',
    list: {
      title: 'What each permission is for',
      name: 'Permission',
      purpose: 'What it is for',
      without: 'Without it',
      least: 'needed',
      more: 'optional',
      none: 'not needed',
      leastText:
        'Add Chat.Read.All and User.Read.All: they’re enough for every backup. Add an optional one only if you want what it’s for. You can do so at any time.',
      notProtected: 'Microsoft once required a form to approve these permissions. It no longer does.',
    },
    permission: {
      'Chat.Read.All': {
        purpose: 'Reads messages in private chats, with the images in them.',
        without: 'Nothing can be backed up.',
      },
      'User.Read.All': {
        purpose:
          'Lists the people in your organization, so that Chatvault finds their chats and notices new colleagues.',
        without: 'No one can be found, so nothing can be backed up.',
      },
      'Chat.ReadWrite.All': {
        purpose:
          'For changing the topic, members, and pinned messages of existing chats, which Chatvault doesn’t do yet. A restore asks for permissions of its own when you start it.',
        without: 'Nothing is missing today. Backups are complete, and restores work.',
      },
      'GroupMember.Read.All': {
        purpose:
          'Reads group members, to choose people by group. The tab doesn’t list groups yet; a script does it.',
        without: 'People can’t be chosen by group, only individually or all at once.',
      },
      'Reports.Read.All': {
        purpose:
          'Reads Microsoft’s own count of chat messages over the last 30 days, one number per day and no names, to suggest a suitable limit.',
        without: 'Suggested limits are based on published averages.',
      },
      'Mail.Send': {
        purpose:
          'Sends alerts by e-mail from a mailbox you choose, if your Chatvault server has no mail server. It allows sending from every mailbox, so limit it to that one in Exchange Online.',
        without: 'Alerts by e-mail need a mail server. Other kinds of alerts work.',
      },
      'Organization.Read.All': {
        purpose: 'Shows your organization’s name in Chatvault.',
        without: 'Nothing is missing, so leave it out. User.Read.All shows the name too.',
      },
    },
    picture: {
      choose: {
        name: 'The pane Request API permissions: Application permissions, not Delegated ones; a search box; checkboxes; Add permissions',
        title: 'Request API permissions',
        graph: 'Microsoft Graph',
        delegated: 'Delegated permissions',
        application: 'Application permissions',
        button: 'Add permissions',
      },
    },
  },
  consent: {
    title: 'Grant admin consent',
    short: 'Consent',
    why: 'Admin consent means that an administrator approves the app’s permissions for the whole organization. Until then, the app can sign in but can’t read anything.',
    who: 'Privileged Role Administrator or Global Administrator. Application Administrators can’t consent to this kind of permission.',
    roleReason: 'Only they can approve reading everyone’s chats.',
    do: {
      open: {
        title: 'Open API permissions',
        text: 'The page from the previous step. Someone else with the role can open it with the same link.',
      },
      grant: {
        title: 'Select Grant admin consent for your organization',
        text: 'Above the list, next to Add a permission. The Grant admin consent button in Chatvault does the same: it opens Microsoft’s own consent page.',
      },
      confirm: {
        title: 'Select Yes to confirm',
        text: 'Microsoft asks if you’re sure.',
      },
      check: {
        title: 'Check the Status column',
        text: 'Each row says Granted, with a green check mark. It can take a minute to take effect.',
      },
    },
    mistake: {
      notGranted: {
        title: 'Permissions added, but consent not granted',
        text: 'The status is then Not granted, in orange, and Chatvault reports a missing permission.',
      },
      rights: {
        title: 'The button is grayed out',
        text: 'The account doesn’t have a role that can consent. Send the link to someone who does. If a role has to be activated first, activate it.',
      },
      otherTenant: {
        title: 'Consent granted in another organization',
        text: 'The button shows the name of the organization that consents. It must be the one whose chats are backed up.',
      },
    },
    see: 'Granted, with a green check mark, next to every permission.',
    picture: {
      grant: {
        name: 'The page API permissions: the button Grant admin consent above the list, and Granted in each line',
        menu: 'API permissions',
        button: 'Grant admin consent',
        permission: 'Permission',
        status: 'Status',
        granted: 'Granted',
        confirm: 'Yes',
      },
    },
  },
  billing: {
    title: 'See whether Microsoft charges',
    short: 'Billing',
    why: 'Most organizations have nothing to do here. Microsoft used to charge for each message an app read and required an Azure subscription (the account Azure bills) to be linked to the app. It says this ended on August 25, 2025.',
    who: 'No one, if Microsoft doesn’t charge. Otherwise, a Contributor or Owner of an Azure subscription or of a resource group in it, who is also the app’s owner or an Application Administrator.',
    roleReason: 'Links the app to the account that pays, if Microsoft charges.',
    regime: {
      title: 'Charged or not',
      before: 'Charged per message',
      after: 'Not charged',
      when: 'When',
      beforeWhen: 'From July 5, 2022 to August 25, 2025',
      afterWhen: 'Since August 25, 2025',
      price: 'Price per message',
      noPrice: 'free',
      hundred: '100,000 messages',
      link: 'Azure subscription linked to the app',
      beforeLink: 'required; without it, 500 trial messages a month',
      afterLink: 'not required',
      tell: 'How to tell',
      beforeTell:
        'Chatvault’s test ends with 402, or your Azure invoice has a line called Microsoft Graph Services.',
      afterTell: 'Chatvault’s test reads a message although nothing is linked.',
      clouds: 'Microsoft never charged for this in US government clouds and GCC.',
    },
    do: {
      test: {
        title: 'Continue to the last step and test',
        text: 'If the test reads a message, this step is done. Come back only if it ends with 402, which means payment required.',
      },
      subscription: {
        title: 'Only after 402: choose a subscription and a resource group',
        text: 'The subscription must belong to the same organization as the app. A resource group is a folder in it. Copy both names.',
      },
      shell: {
        title: 'Open Cloud Shell',
        text: 'A command line in the browser, signed in as you. Select Bash.',
      },
      run: {
        title: 'Run these commands',
        text: 'The first command turns on the service for the subscription, once. The second links the app. Insert the names you copied.',
      },
      show: {
        title: 'Check the result',
        text: 'It shows your application ID and says Succeeded. Then test again in Chatvault. It may take a few minutes.',
      },
    },
    mistake: {
      needless: {
        title: 'A subscription created although nothing is charged',
        text: 'It does no harm but isn’t needed. You can skip this step until the test says 402.',
      },
      otherTenant: {
        title: 'A subscription from another organization',
        text: 'Microsoft requires the app and the subscription to be in the same organization. Compare their directories.',
      },
    },
    see: 'A test in Chatvault that reads one message.',
    picture: {
      decide: {
        name: 'Test in Chatvault: if a message is read, nothing is to do; after 402, link a subscription in Azure',
        test: 'Test in Chatvault',
        reads: 'One message read',
        done: 'Nothing to do',
        refused: '402, payment required',
        link: 'Link a subscription',
        shell: 'Cloud Shell',
      },
    },
  },
  connect: {
    title: 'Connect and test',
    short: 'Connect',
    why: 'Chatvault gets what it needs to sign in, checks with Microsoft that everything works, and only then saves it.',
    who: 'An Admin in Chatvault. If that’s someone else, send them the values securely, not by email or chat.',
    roleReason: 'Enters the ID and secret in Chatvault and sets the limit.',
    do: {
      open: {
        title: 'In Chatvault, open Connection',
        text: 'In Teams or in a browser.',
      },
      app: {
        title: 'Enter the application ID and the app secret’s Value',
        text: 'With a certificate, there’s nothing to paste: Chatvault already has it.',
      },
      limit: {
        title: 'Set how many messages can be read per month',
        text: 'At the limit, backups wait for the next month. Your archive is kept. Chatvault suggests a number and shows what it would cost.',
      },
      agree: {
        title: 'Read the two sentences about cost and select the checkbox',
        text: 'Chatvault records who selected it and when.',
      },
      mailbox: {
        title: 'Enter a test mailbox',
        text: 'The email address of one person in your organization who chats. At most one message is read, and it isn’t shown.',
      },
      save: {
        title: 'Select Test & save connection',
        text: 'Five checks run one after another. If one fails, it shows you what to do, and nothing is saved.',
      },
    },
    mistake: {
      mailbox: {
        title: 'Guest, shared mailbox or disabled account as the test mailbox',
        text: 'Chats are stored with people who have a mailbox and a Teams license in your organization.',
      },
      early: {
        title: 'Tested less than a minute after consent',
        text: 'Microsoft needs a moment to apply changes. Wait a minute and test again.',
      },
    },
    see: 'Five green checks, and Connection shows Active.',
    picture: {
      test: {
        name: 'The page Connection in Chatvault: application ID, app secret, limit, test mailbox, the button, and five passed checks',
        id: 'Application ID',
        secret: 'App secret',
        limit: 'Messages per month',
        mailbox: 'Test mailbox',
        button: 'Test & save',
        checks: 'Five checks passed',
      },
    },
  },
}
