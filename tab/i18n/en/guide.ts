/**
 * The guide to registering the app by hand: one text for the wizard, the printable page and its PDF.
 * Names of Microsoft's pages are as the Entra admin center shows them; the older ones stand beside them.
 */
export const guide = {
  page: {
    title: 'Connect Chatvault to Microsoft 365, by hand',
    intro:
      'Chatvault backs up the private chats of your organization in Microsoft Teams. To read them it needs an entry of its own in your Microsoft 365, called an app registration. This guide leads you to that entry, click by click.',
    automatic:
      'The automatic way is quicker: under Connection an admin can let Chatvault do all of this with one sign-in. This guide describes the way by hand.',
    contents: 'Contents',
    print: 'Print',
    english: 'English',
    german: 'Deutsch',
    language: 'Language',
    downloadEnglish: 'PDF in English',
    downloadGerman: 'PDF in German',
    toChatvault: 'To Chatvault',
    addresses:
      'The addresses in this guide are those of the Chatvault it was opened in. Open it in yours to have your own filled in.',
  },
  label: {
    who: 'Who can do this',
    path: 'Or click through',
    older: 'In the Azure portal',
    open: 'Open in the Entra admin center',
    openAzure: 'Open the Azure portal',
    newTab: 'opens in a new tab',
    value: 'Copy this',
    see: 'You should see',
    mistake: 'Frequent mistake',
    secret: 'With an app secret',
    certificate: 'With a certificate',
    notThis: 'Not this one',
    pictureNote: 'The pictures are drawn simply: the real pages have more on them.',
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
    name: 'Name of the app',
    redirectUri: 'Redirect URI',
    applicationId: 'Application (client) ID',
    description: 'Description',
    thumbprint: 'Thumbprint of the certificate',
    registerProvider: 'Command that switches the service on',
    createAccount: 'Command that links the app',
    showAccount: 'Command that shows the link',
  },
  start: {
    title: 'Before you begin',
    short: 'Start',
    why: 'Six steps, most of them at Microsoft. Chatvault checks each one by asking Microsoft, so nothing is done until it works.',
    happens: {
      title: 'What will happen',
      register:
        'Your organization gets an app registration: an entry in Microsoft Entra, the directory of Microsoft 365, that says who Chatvault is.',
      credential:
        'The entry gets a certificate or an app secret (a long password), so that nobody else can use it.',
      permissions:
        'It is given the right to read chats and the list of people, and an administrator agrees to that.',
      connect: 'Chatvault gets the ID and the secret, reads one message as a test, and is ready.',
    },
    roles: {
      title: 'Who is needed',
      text: 'A Global Administrator can do every step in Microsoft Entra. Smaller roles are enough for most of them:',
      step: 'Step',
      role: 'Role',
      reason: 'Why',
    },
    costs: {
      title: 'What it costs',
      text: 'The app registration and its permissions are free. Microsoft charged for each chat message that is read until 25 August 2025 and says that it no longer does.',
      limit:
        'In Chatvault you set how many messages a month may be read at most. At this limit backup stops, until the next month or until you raise it: so there is no surprise either way.',
    },
    reads: {
      title: 'What is read',
      text: 'Messages in one-to-one, group and meeting chats of the people you choose, with images in them, and names from your directory. No mail, no files, no channels of teams.',
    },
    stored: {
      title: 'What is stored where',
      text: 'The text and images of messages go into an encrypted archive, which belongs to the server that runs Chatvault. Who wrote when in which chat, with names and topics, stands in that server’s database. The app secret is kept there encrypted and never shown again. Nothing is stored at the makers of Chatvault.',
    },
    need: {
      title: 'Have ready',
      tenant: 'An account of the organization whose chats are backed up, with the roles named below.',
      mailbox: 'The email address of one person who writes chats, for the test.',
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
    why: 'An app registration is an entry in Microsoft Entra (the directory of your organization, earlier called Azure Active Directory). With it Microsoft knows Chatvault, and you can see, limit and remove what it may do.',
    who: 'Application Administrator, Cloud Application Administrator or Application Developer. Where everybody may register apps, nobody needs a role.',
    roleReason: 'Makes entries for apps in Microsoft Entra.',
    do: {
      open: {
        title: 'Open App registrations and choose New registration',
        text: 'Sign in with an account of the organization whose chats are backed up. The link leads straight to the form.',
      },
      name: {
        title: 'Enter a name',
        text: 'Any name works; this one is found again easily.',
      },
      account: {
        title: 'Choose Accounts in this organizational directory only',
        text: 'Also called single tenant: the app can be used in your organization and nowhere else. A tenant is the part of Microsoft 365 that belongs to one organization.',
      },
      redirect: {
        title: 'Under Redirect URI choose Web and paste the address',
        text: 'A redirect URI is where Microsoft sends the browser back to when an administrator has agreed.',
      },
      register: {
        title: 'Choose Register',
        text: 'Microsoft makes the entry and shows its Overview page.',
      },
      copy: {
        title: 'Copy the Application (client) ID',
        text: 'It is the name by which Microsoft knows the app: 32 letters and digits in five groups. Chatvault asks for it.',
      },
    },
    mistake: {
      wrongTenant: {
        title: 'Signed in to another organization',
        text: 'Whoever manages several organizations lands in the one used last. Look at the name at the top right, and change it there under Switch directory. If the app is in another one, Chatvault says that your organization does not know it (AADSTS700016).',
      },
      accountType: {
        title: 'Multitenant or personal accounts chosen',
        text: 'It works, but people outside your organization could sign in to the app as well. Change it under Authentication, Supported account types.',
      },
      redirectType: {
        title: 'Single-page application chosen instead of Web, or another address',
        text: 'The way back from the consent page then ends at AADSTS50011. Correct it under Authentication; the address must be the same to the letter.',
      },
      objectId: {
        title: 'Object ID copied instead',
        text: 'It looks the same and stands right below. Only the Application (client) ID works.',
      },
    },
    see: 'The Overview page of the app, with your name for it at the top and an Application (client) ID.',
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
    why: 'With it Chatvault proves to Microsoft that it is this app. Choose the certificate: its private half is made on the server that runs Chatvault and never leaves it. An app secret, which Microsoft calls client secret, is a long password: quick to make, but whoever copies it can sign in as the app. One of them is enough.',
    who: 'Whoever registered the app (its owner), Application Administrator or Cloud Application Administrator.',
    roleReason: 'Adds a secret or a certificate to the entry.',
    do: {
      open: {
        title: 'Open Certificates & secrets',
        text: 'In the menu of the app, under Manage.',
      },
      create: {
        title: 'On Client secrets choose New client secret',
        text: 'A panel opens at the side.',
      },
      describe: {
        title: 'Describe it and choose 24 months',
        text: 'Chatvault reminds you before it expires. Some organizations allow less than 24 months; then take the most there is.',
      },
      add: {
        title: 'Choose Add',
        text: 'The secret appears as a new line in the list.',
      },
      copy: {
        title: 'Copy the Value now',
        text: 'Microsoft shows it only this once. Use the copy symbol beside it: the column is cut off.',
      },
      get: {
        title: 'Get the certificate from Chatvault',
        text: 'Chatvault makes it under Connection and gives you its public half as a file ending in .cer. It may be passed on and published: it opens nothing.',
      },
      openCertificates: {
        title: 'Open Certificates & secrets and choose the tab Certificates',
        text: 'In the menu of the app, under Manage.',
      },
      upload: {
        title: 'Choose Upload certificate, pick the file, then Add',
        text: 'A description helps to tell it from a later one.',
      },
      compare: {
        title: 'Compare the Thumbprint',
        text: 'A thumbprint is a short mark of one certificate. It must be the same in Entra and in Chatvault.',
      },
    },
    mistake: {
      secretId: {
        title: 'Secret ID copied instead of the Value',
        text: 'Both stand in the same line. The Secret ID is five groups with hyphens; the Value looks different. Chatvault notices it; Microsoft would answer AADSTS7000215.',
      },
      valueGone: {
        title: 'Value not copied in time',
        text: 'After the page is left, only its first letters are shown. Make a new secret and delete the old one; nothing is lost.',
      },
      expired: {
        title: 'Secret expired',
        text: 'Backups stop with AADSTS7000222 on that day. Note the date in Chatvault: it warns 60, 30, 14 and 3 days before, and changes the secret without a pause.',
      },
      thumbprint: {
        title: 'Thumbprint differs',
        text: 'An older certificate was uploaded, or one of another app. Microsoft answers AADSTS700027. Upload the file that Chatvault gave you last.',
      },
      privateKey: {
        title: 'File with the private key uploaded',
        text: 'A .pfx or a .pem with PRIVATE KEY in it belongs nowhere but on the server. Entra takes .cer, .pem and .crt without one.',
      },
    },
    see: 'One line in the list: the secret with its expiry date, or the certificate with the same thumbprint as in Chatvault.',
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
    why: 'A new app may read nothing of interest. Here you list what it asks for; it counts only after an administrator has agreed in the next step. Application permissions are those an app uses by itself. Chatvault needs this kind, because a backup goes on when nobody is signed in.',
    who: 'Whoever registered the app (its owner), Application Administrator or Cloud Application Administrator.',
    roleReason: 'Lists what the app asks for; gives nothing yet.',
    do: {
      open: {
        title: 'Open API permissions and choose Add a permission',
        text: 'API is the way programs talk to Microsoft 365.',
      },
      graph: {
        title: 'Choose Microsoft Graph',
        text: 'The large one at the top: the part of Microsoft 365 through which chats and people are read.',
      },
      application: {
        title: 'Choose Application permissions',
        text: 'The right one of two large buttons.',
      },
      tick: {
        title: 'Search for each permission and tick it',
        text: 'Type the name into the search field, open the group below it, tick the box. The ticks stay while you search for the next one.',
      },
      add: {
        title: 'Choose Add permissions',
        text: 'The page lists them, still marked as not granted. That is right: consent is the next step.',
      },
    },
    mistake: {
      delegated: {
        title: 'Delegated permissions chosen',
        text: 'They work only while a person is signed in, and have nearly the same names. The column Type must say Application. Remove the wrong ones and add them again.',
      },
      otherName: {
        title: 'Chat.Read or User.Read without All',
        text: 'Those are delegated ones. The names end in .All. User.Read, which Microsoft adds by itself, may stay or go.',
      },
    },
    see: 'Each permission in the list with Type Application.',
    list: {
      title: 'What each permission is for',
      name: 'Permission',
      purpose: 'What it is for',
      without: 'Without it',
      least: 'needed',
      more: 'optional',
      none: 'not needed',
      leastText:
        'Add Chat.Read.All and User.Read.All: they are enough for every backup. Add an optional one only if you want what it is for; you can do so at any time.',
      notProtected: 'Microsoft once had to approve these permissions by a form. That is no longer asked for.',
    },
    permission: {
      'Chat.Read.All': {
        purpose: 'Reads messages of private chats, with images in them.',
        without: 'Nothing can be backed up.',
      },
      'User.Read.All': {
        purpose:
          'Lists the people of your organization, so that their chats are found and new colleagues are noticed.',
        without: 'Nobody can be found, so nothing can be backed up.',
      },
      'Chat.ReadWrite.All': {
        purpose:
          'Meant for restoring chats later, such as their topic, members and pinned messages. Chatvault does not restore yet and changes nothing today.',
        without: 'No restoring of chats later, until it is added and consented to. Backup is complete.',
      },
      'GroupMember.Read.All': {
        purpose:
          'Reads who is in which group, to choose people by group. The tab has no list of groups yet: a script does it.',
        without: 'No choosing of people by group: they are chosen one by one, or all of them.',
      },
      'Reports.Read.All': {
        purpose:
          'Reads Microsoft’s own count of chat messages of the last 30 days, a number for each day and no names, to suggest a limit that fits.',
        without: 'Limits are suggested from published averages.',
      },
      'Organization.Read.All': {
        purpose: 'Shows the name of your organization in Chatvault.',
        without: 'Nothing is missing, so leave it out: User.Read.All shows it as well.',
      },
    },
    picture: {
      choose: {
        name: 'The panel Request API permissions: Application permissions, not Delegated ones; a search field; boxes to tick; Add permissions',
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
    why: 'Admin consent means: an administrator agrees, for the whole organization, that the app may use its permissions. Until then the app can sign in and read nothing.',
    who: 'Privileged Role Administrator or Global Administrator. Application Administrators may not agree to permissions of this kind.',
    roleReason: 'Only they may agree to the reading of everybody’s chats.',
    do: {
      open: {
        title: 'Open API permissions',
        text: 'The page of the step before. Somebody else with the role can open it by the same link.',
      },
      grant: {
        title: 'Choose Grant admin consent for your organization',
        text: 'Above the list, beside Add a permission. The button Grant admin consent in Chatvault does the same: it opens Microsoft’s own page, which asks.',
      },
      confirm: {
        title: 'Confirm with Yes',
        text: 'Microsoft asks whether you are sure.',
      },
      check: {
        title: 'Look at the column Status',
        text: 'Each line says Granted, with a green tick. It can take a minute until it works.',
      },
    },
    mistake: {
      notGranted: {
        title: 'Permissions added, consent forgotten',
        text: 'Status then says Not granted, in orange, and Chatvault says that a permission is missing.',
      },
      rights: {
        title: 'The button is grey',
        text: 'The account has no role that may agree. Send the link to somebody who has one. A role that is switched on for a time only must be switched on first.',
      },
      otherTenant: {
        title: 'Agreed in another organization',
        text: 'The name on the button is the organization that agrees. It must be the one whose chats are backed up.',
      },
    },
    see: 'Granted, with a green tick, beside every permission.',
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
    why: 'Most organizations have nothing to do here. Microsoft used to charge for each message an app read and wanted an Azure subscription (an account that Azure sends its bills to) linked to the app. It says that this ended on 25 August 2025.',
    who: 'Nobody, if Microsoft does not charge. Otherwise Contributor or Owner of an Azure subscription or of a resource group in it, who is also the owner of the app or an Application Administrator.',
    roleReason: 'Links the app to the account that pays, if Microsoft charges.',
    regime: {
      title: 'Charged or not',
      before: 'Charged by message',
      after: 'Not charged',
      when: 'When',
      beforeWhen: 'From 5 July 2022 to 25 August 2025',
      afterWhen: 'Since 25 August 2025',
      price: 'Price of a message',
      noPrice: 'nothing',
      hundred: '100,000 messages',
      link: 'Azure subscription linked to the app',
      beforeLink: 'needed; without it, 500 messages a month for trial',
      afterLink: 'not needed',
      tell: 'How to tell',
      beforeTell:
        'Chatvault’s test ends with 402, or your Azure invoice has a line Microsoft Graph Services.',
      afterTell: 'Chatvault’s test reads its message although nothing is linked.',
      clouds: 'In the US government’s clouds and in GCC Microsoft never charged for this.',
    },
    do: {
      test: {
        title: 'Go on to the last step and test',
        text: 'If the test reads its message, this step is done. Come back only if it ends with 402, which means payment required.',
      },
      subscription: {
        title: 'Only after 402: choose subscription and resource group',
        text: 'The subscription must belong to the same organization as the app. A resource group is a folder in it; copy the names of both.',
      },
      shell: {
        title: 'Open Cloud Shell',
        text: 'A command line in the browser, signed in as you. Choose Bash.',
      },
      run: {
        title: 'Run these commands',
        text: 'The first switches the service on for the subscription, once. The second links the app. Put in the names you copied.',
      },
      show: {
        title: 'Look at the result',
        text: 'It names your application ID and says Succeeded. Then test again in Chatvault; it may take a few minutes.',
      },
    },
    mistake: {
      needless: {
        title: 'A subscription made although nothing is charged',
        text: 'It does no harm and brings nothing. You can leave this step out until the test says 402.',
      },
      otherTenant: {
        title: 'Subscription of another organization',
        text: 'Microsoft wants app and subscription in the same organization. Compare the directory of the subscription with that of the app.',
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
    why: 'Chatvault now gets what it needs to sign in, asks Microsoft whether everything works, and saves it only then.',
    who: 'Admin in Chatvault. If that is somebody else, hand over the values by a safe way, not by email or chat.',
    roleReason: 'Enters ID and secret in Chatvault and sets the limit.',
    do: {
      open: {
        title: 'In Chatvault, open Connection',
        text: 'In Teams or in the browser.',
      },
      app: {
        title: 'Enter the application ID and the Value of the app secret',
        text: 'With a certificate there is nothing to paste: Chatvault has it already.',
      },
      limit: {
        title: 'Set how many messages a month may be read at most',
        text: 'At the limit backup waits for the next month; what is archived stays. Chatvault suggests a number and shows what it would cost.',
      },
      agree: {
        title: 'Read the two sentences about cost and tick the box',
        text: 'Chatvault keeps who ticked it and when.',
      },
      mailbox: {
        title: 'Enter a test mailbox',
        text: 'The email address of one person of your organization who writes chats. At most one message is read, and not shown.',
      },
      save: {
        title: 'Choose Test & save connection',
        text: 'Five checks run one after the other. If one fails, what to do stands beside it, and nothing is saved.',
      },
    },
    mistake: {
      mailbox: {
        title: 'Guest, shared mailbox or disabled account as the test mailbox',
        text: 'Chats are kept with people who have a mailbox and a Teams licence in your organization.',
      },
      early: {
        title: 'Tested less than a minute after the consent',
        text: 'Microsoft needs a moment to pass on what is new. Wait a minute and test again.',
      },
    },
    see: 'Five green checks, and Connection says Active.',
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
