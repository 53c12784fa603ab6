import type { CauseTexts } from '../../problem-texts.ts'

const APP = 'Microsoft Entra admin center > App registrations > your app'
const SECRETS = `${APP} > Certificates & secrets`
const GRANT = `In ${APP} > API permissions, select “Grant admin consent”. Then test the connection again.`
const PERMIT = `In ${APP} > API permissions, add the missing application permission and select “Grant admin consent”. Then test the connection again.`
const BILLING =
  'Microsoft’s Teams APIs haven’t required a billing link since August 25, 2025. In the Azure portal, create a Microsoft.GraphServices account for this application ID in an active subscription, or ask Microsoft support why this application is still metered.'
const NOTHING = 'You don’t need to do anything. Chatvault tries again automatically.'
const ADMIN = 'Ask your Chatvault server admin'

const otherCloud = {
  text: 'The organization is in another Microsoft cloud.',
  hint: `${ADMIN} to set M365_CLOUD to gcc-high, dod, or china.`,
}
const otherCertificate = {
  text: 'The application doesn’t know the certificate, or its key doesn’t match.',
  hint: `Upload the public part of this certificate in ${SECRETS} > Certificates, or paste the PEM of one that’s listed there.`,
}

export const microsoft = {
  // Sign-in of the app in Entra
  AADSTS7000215: {
    text: 'The client secret is wrong.',
    hint: `Copy the secret’s Value, not its Secret ID, from ${SECRETS}. It’s shown only once: if it’s hidden, create a new secret. A new secret can take a minute to work.`,
  },
  'secret-id-pasted': {
    text: 'This is the ID of a client secret, not the secret itself.',
    hint: `In ${SECRETS}, copy the column “Value”, not “Secret ID”. The value is visible only right after you create the secret: if it’s hidden, select “New client secret”.`,
  },
  AADSTS7000222: {
    text: 'The client secret has expired.',
    hint: `Create a new secret in ${SECRETS} and paste its value here.`,
  },
  AADSTS7000218: {
    text: 'Microsoft Entra received neither a secret nor a certificate.',
    hint: 'Paste a client secret or a certificate.',
  },
  AADSTS700027: otherCertificate,
  AADSTS50012: otherCertificate,
  AADSTS700016: {
    text: 'Your organization doesn’t know this application.',
    hint: `Check the Application (client) ID in ${APP} > Overview, and that the app was registered in your organization or consented to by it.`,
  },
  AADSTS7000229: {
    text: 'The application exists, but it hasn’t been added to your organization.',
    hint: GRANT,
  },
  AADSTS90002: {
    text: 'Microsoft doesn’t know this organization in this cloud.',
    hint: `Check the Directory (tenant) ID. For a US government or 21Vianet tenant, ask your Chatvault server admin to set M365_CLOUD.`,
  },
  AADSTS900023: {
    text: 'The tenant ID is neither a GUID nor a domain.',
    hint: 'Check the Directory (tenant) ID in Microsoft Entra admin center > Overview.',
  },
  AADSTS70011: {
    text: 'Microsoft Entra doesn’t accept the scope that Chatvault requested.',
    hint: `${ADMIN} to check M365_CLOUD and GRAPH_URL.`,
  },
  AADSTS900144: {
    text: 'A required part of the token request is missing.',
    hint: 'Check that every field is filled in.',
  },
  AADSTS500011: {
    text: 'Microsoft Graph isn’t available in this organization or cloud.',
    hint: `${ADMIN} to check M365_CLOUD.`,
  },
  AADSTS65001: { text: 'An admin hasn’t consented to the application.', hint: GRANT },
  AADSTS65004: { text: 'The admin declined the consent.', hint: GRANT },
  AADSTS650053: {
    text: 'The app requests a permission that doesn’t exist in this form.',
    hint: `In ${APP} > API permissions, add Chat.Read.All and User.Read.All as application permissions, not delegated ones.`,
  },
  AADSTS90038: otherCloud,
  AADSTS900382: otherCloud,
  AADSTS900432: otherCloud,
  AADSTS53003: {
    text: 'A Conditional Access policy for workload identities blocks the application.',
    hint: 'In Microsoft Entra admin center > Conditional Access, allow this application from the address of this server.',
  },
  AADSTS7000112: {
    text: 'The application is disabled in your organization.',
    hint: 'In Microsoft Entra admin center > Enterprise applications > your app > Properties, set “Enabled for users to sign in” to Yes.',
  },
  'entra-refused': {
    text: 'Microsoft Entra refused the application’s sign-in.',
    hint: 'Look up the code at https://login.microsoftonline.com/error, then test the connection again.',
  },
  'entra-unavailable': {
    text: 'Microsoft Entra is temporarily unavailable (status {{status}}).',
    hint: NOTHING,
  },
  'credential-spreading': {
    text: 'Microsoft Entra doesn’t know the new secret or certificate everywhere yet.',
    hint: `${NOTHING} It can take two minutes.`,
  },
  'token-request': {
    text: 'Chatvault couldn’t get an access token.',
    hint: 'Check the application ID, the tenant, and the secret or certificate.',
  },
  'bad-certificate': {
    text: 'The certificate can’t be read.',
    hint: 'Paste one PEM text with both blocks: BEGIN CERTIFICATE and an unencrypted BEGIN PRIVATE KEY.',
  },

  // What Graph refuses
  'request-not-understood': {
    text: 'Microsoft 365 didn’t understand the request.',
    hint: 'This is probably a bug in Chatvault or a change in Microsoft 365. Report it with the code.',
  },
  'teams-switched-off': {
    text: 'Teams is turned off in this organization.',
    hint: 'In the Microsoft Entra admin center > Enterprise applications, let users sign in to “Microsoft Teams Services” again. Chatvault’s secret or certificate isn’t the cause.',
  },
  'access-token-refused': {
    text: 'Microsoft 365 didn’t accept the access token.',
    hint: `Test the connection. If this keeps happening, check in ${APP} that the application still exists and its secret or certificate is valid.`,
  },
  'evaluation-used-up': {
    text: 'Microsoft’s evaluation allowance of 500 messages a month is used up.',
    hint: BILLING,
  },
  'communications-dlp-required': {
    text: 'Microsoft requires a license with Communications DLP for this person.',
    hint: BILLING,
  },
  'billing-required': {
    text: 'Microsoft requires billing to be set up for this application.',
    hint: BILLING,
  },
  'chat-of-other-organization': {
    text: 'The chat belongs to another organization.',
    hint: 'Microsoft lets only the organization that owns it read this. The messages themselves are in the backup.',
  },
  'directory-refused': { text: 'The application isn’t allowed to read the directory.', hint: PERMIT },
  'permission-not-granted': {
    text: 'The application lacks a permission that an admin must grant.',
    hint: PERMIT,
  },
  'person-without-license': {
    text: 'This person has no Teams license.',
    hint: 'Assign a license with Teams in the Microsoft 365 admin center, or choose not to back up this person.',
  },
  'access-refused': {
    text: 'Microsoft 365 refused access.',
    hint: `Microsoft’s own words say why. If they name a permission, add it in ${APP} > API permissions and select “Grant admin consent”. Otherwise, check which policy of your organization applies.`,
  },
  'application-not-known': {
    text: 'Microsoft 365 doesn’t know the application in this organization.',
    hint: 'In Microsoft Entra admin center > Enterprise applications, check whether the app is there and enabled. If it’s gone, grant admin consent again.',
  },
  'conditional-access-blocks': {
    text: 'A Conditional Access policy doesn’t let the application in from here.',
    hint: 'In Microsoft Entra admin center > Conditional Access, check the policies for workload identities: they must allow the address of this server. Chatvault’s secret or certificate isn’t the cause.',
  },
  'answer-not-microsofts': {
    text: 'The answer isn’t from Microsoft: something between this server and Microsoft 365 sent it.',
    hint: 'Check the proxy and firewall of this server, and GRAPH_URL if you set it. Chatvault tries again automatically.',
  },
  'mailbox-inactive': {
    text: 'This person’s mailbox is inactive or not in Exchange Online.',
    hint: 'Assign a license with Exchange Online in the Microsoft 365 admin center, or choose not to back up this person.',
  },
  'id-unknown': {
    text: 'Microsoft 365 has nothing with this ID.',
    hint: 'Check the ID. In Microsoft Entra, it’s called Object ID.',
  },
  'person-unknown': {
    text: 'Microsoft 365 doesn’t know this person, or the person has no mailbox.',
    hint: 'In the Microsoft 365 admin center, check that the person still exists and has a mailbox and a Teams license.',
  },
  'mailbox-not-exportable': {
    text: 'This person has no mailbox that Microsoft 365 can export chats from.',
    hint: 'Enter a person with an Exchange Online mailbox and a Teams license, or assign both in the Microsoft 365 admin center.',
  },
  'not-at-microsoft': {
    text: 'Microsoft 365 doesn’t have this.',
    hint: 'It may have been deleted. You don’t need to do anything.',
  },
  'place-expired': {
    text: 'The position where reading stopped is no longer valid.',
    hint: 'You don’t need to do anything. Chatvault reads this period again from its start.',
  },
  'application-permission-required': {
    text: 'The access token is the wrong kind: exports need an application permission.',
    hint: `In ${APP} > API permissions, add Chat.Read.All as an application permission, not a delegated one.`,
  },
  'microsoft-throttles': { text: 'Microsoft 365 is limiting how fast Chatvault can read.', hint: NOTHING },
  'microsoft-failed': { text: 'An error occurred in Microsoft 365.', hint: NOTHING },
  'gateway-lost-answer': { text: 'The answer was lost on its way out of Microsoft 365.', hint: NOTHING },
  'microsoft-unavailable-briefly': { text: 'Microsoft 365 is temporarily unavailable.', hint: NOTHING },
  'microsoft-answered-late': { text: 'Microsoft 365 didn’t answer in time.', hint: NOTHING },
  'microsoft-answered': {
    text: 'Microsoft 365 answered with status {{status}}.',
    hint: 'If this keeps happening, report it with the code.',
  },

  // No answer, or an answer that can’t be read
  'microsoft-unreachable': {
    text: '{{service}} can’t be reached.',
    hint: 'Check that this server can reach Microsoft 365 over HTTPS (proxy, firewall, certificates).',
  },
  'microsoft-connection-broken': { text: 'The connection to {{service}} was interrupted.', hint: NOTHING },
  'microsoft-timeout': { text: '{{service}} didn’t answer in time.', hint: NOTHING },
  'microsoft-answer-cut': { text: 'The answer from {{service}} was incomplete.', hint: NOTHING },
  'microsoft-answer-too-large': {
    text: 'The answer from {{service}} is too large.',
    hint: 'Report it with the code.',
  },
  'microsoft-unavailable': {
    text: 'Microsoft 365 isn’t answering.',
    hint: 'Nothing is lost. Check the service health in the Microsoft 365 admin center, then start the backup again.',
  },
  'microsoft-asks-to-wait': {
    text: 'Microsoft 365 asked Chatvault to pause. Messages already read are kept.',
    hint: 'You don’t need to do anything. Chatvault continues automatically after that. If you’re waiting for an answer, try again later.',
  },
  'microsoft-asks-to-wait-until': {
    text: 'Microsoft 365 asked Chatvault to pause until {{until}}. Messages already read are kept.',
    hint: 'You don’t need to do anything. The backup continues automatically after that.',
  },
  'foreign-link': {
    text: 'The link to the next page doesn’t lead to Microsoft 365.',
    hint: 'No token was sent there. If a proxy rewrites addresses between this server and Microsoft, set GRAPH_URL to its address.',
  },
  'bad-root': {
    text: 'An address in the server’s settings isn’t an HTTPS address without a query.',
    hint: `${ADMIN} to correct it.`,
  },
  'export-loop': {
    text: 'Microsoft 365 kept returning the same messages.',
    hint: 'Chatvault stopped reading this person so that no message is paid for repeatedly. Messages already read are kept. If the next backup reports the same, tell Microsoft.',
  },
  'list-loop': {
    text: 'Microsoft 365 returned the same link to the next page twice.',
    hint: 'You don’t need to do anything. The next backup reads the list again. If this keeps happening, report it.',
  },
  'more-than-asked': {
    text: 'Microsoft 365 returned more messages than Chatvault requested.',
    hint: 'All of them are counted. Chatvault stopped reading this person to keep within the limit. Report this to the makers of Chatvault.',
  },
  'usage-report-unreadable': {
    text: 'Microsoft’s usage report can’t be read.',
    hint: 'You don’t need to do anything. Until it can, limits are suggested from published averages.',
  },
} satisfies CauseTexts<'microsoft'>
