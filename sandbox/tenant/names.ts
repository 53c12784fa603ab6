/** Stock for made-up people. Given name and language the person likes to write in. */
export type Language = 'en' | 'de' | 'ar' | 'he' | 'zh' | 'ja'

// biome-ignore format: a table reads better in rows
export const GIVEN_NAMES: readonly [name: string, language: Language][] = [
  ['Anna', 'de'], ['Bruno', 'de'], ['Chloe', 'en'], ['Daniel', 'en'], ['Emre', 'de'], ['Fatima', 'ar'],
  ['Greta', 'de'], ['Hiroshi', 'ja'], ['Ines', 'en'], ['Jakob', 'de'], ['Katarina', 'en'], ['Liam', 'en'],
  ['Mei', 'zh'], ['Noah', 'en'], ['Olga', 'en'], ['Priya', 'en'], ['Rachel', 'he'], ['Samuel', 'en'],
  ['Tomoko', 'ja'], ['Uwe', 'de'], ['Valentina', 'en'], ['Wei', 'zh'], ['Yusuf', 'ar'], ['Zoe', 'en'],
  ['Alice', 'en'], ['Benjamin', 'en'], ['Clara', 'de'], ['Diego', 'en'], ['Elena', 'en'], ['Felix', 'de'],
  ['Grace', 'en'], ['Hannah', 'de'], ['Ivan', 'en'], ['Julia', 'de'], ['Kofi', 'en'], ['Layla', 'ar'],
  ['Marco', 'en'], ['Nina', 'de'], ['Oscar', 'en'], ['Paula', 'de'], ['Quentin', 'en'], ['Rosa', 'en'],
  ['Stefan', 'de'], ['Tariq', 'ar'], ['Ulrike', 'de'], ['Victor', 'en'], ['Wanda', 'en'], ['Xin', 'zh'],
  ['Yael', 'he'], ['Zain', 'en'], ['Amelie', 'en'], ['Björn', 'de'], ['Chiara', 'en'], ['Dmitri', 'en'],
]

// biome-ignore format: a table reads better in rows
export const SURNAMES: readonly string[] = [
  'Andersson', 'Bauer', 'Carter', 'Dubois', 'Eriksen', 'Fischer', 'Garcia', 'Haddad', 'Ibrahim', 'Jansen',
  'Kowalski', 'Lindqvist', 'Moreau', 'Nakamura', 'Okafor', 'Petrov', 'Quinn', 'Rossi', 'Schneider', 'Tanaka',
  'Ueda', 'Vogel', 'Weber', 'Xu', 'Yilmaz', 'Zimmermann', 'Ahmed', 'Brandt', 'Chen', 'Davies',
  'Engel', 'Ferreira', 'Goldberg', 'Hofmann', 'Ito', 'Johansson', 'Khan', 'Levi', 'Meyer', 'Novak',
  "O'Brien", 'Patel', 'Reyes', 'Santos', 'Thompson', 'Ullmann', 'Varga', 'Wagner', 'Young', 'Ziegler',
]

export const DEPARTMENTS: readonly [department: string, titles: readonly string[]][] = [
  ['Engineering', ['Software Engineer', 'Senior Engineer', 'QA Lead', 'Architect']],
  ['Sales', ['Account Manager', 'Sales Director', 'Presales Consultant']],
  ['Finance', ['Controller', 'Accountant', 'Treasury Analyst']],
  ['Operations', ['Logistics Planner', 'Site Manager', 'Support Agent']],
  ['Marketing', ['Campaign Manager', 'Designer', 'Content Editor']],
  ['People', ['Recruiter', 'HR Partner']],
]

// biome-ignore format: a table reads better in rows
export const FEDERATED: readonly [name: string, company: string][] = [
  ['Kim Larsen', 'Fabrikam'], ['Robin Kline', 'Northwind Traders'], ['Sanjay Rao', 'Fabrikam'],
  ['Ellen Adams', 'Adatum'], ['Hugo Martins', 'Northwind Traders'], ['Ruth Bennett', 'Woodgrove Bank'],
]

// biome-ignore format: a table reads better in rows
export const GUESTS: readonly [given: string, surname: string, domain: string][] = [
  ['Lena', 'Hoffmann', 'fabrikam.com'], ['Paolo', 'Conti', 'adatum.com'], ['Ingrid', 'Dahl', 'northwind.example'],
]

/** People in meetings who are in no directory we know. */
export const VISITORS: readonly [name: string, userIdentityType: string][] = [
  ['Alex (Guest)', 'anonymousGuest'],
  ['Maria from the agency', 'anonymousGuest'],
  ['Sven Ek (outlook.com)', 'personalMicrosoftAccountUser'],
  ['+49 40 5550123', 'phoneUser'],
]

export const APPLICATIONS = [
  { displayName: 'Polls', applicationIdentityType: 'bot' },
  { displayName: 'Contoso Helpdesk', applicationIdentityType: 'tenantBot' },
  { displayName: 'Azure DevOps', applicationIdentityType: 'aadApplication' },
  { displayName: 'Jira Cloud', applicationIdentityType: 'office365Connector' },
  { displayName: 'Build alerts', applicationIdentityType: 'outgoingWebhook' },
] as const
