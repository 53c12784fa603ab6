import type { Language } from '../names.ts'

/** What fills the braces in dialogues, and the names of chats. */
// biome-ignore format: a table reads better in rows
export const SLOTS = {
  project: ['Aurora', 'Nordwind', 'Falcon', 'Bluebird', 'Compass', 'Lighthouse', 'Granite', 'Meridian'],
  customer: ['Fabrikam', 'Northwind', 'Adatum', 'Woodgrove', 'Tailspin', 'Litware', 'Proseware', 'Alpine Ski House'],
  file: ['Budget 2026.xlsx', 'Offer v3.docx', 'Roadmap.pptx', 'deploy.log', 'Minutes.docx', 'Site plan.pdf', 'Inventory Q4.xlsx', 'Contract – signed.pdf', 'Übersicht.xlsx', '報告書.pdf'],
  city: ['Hamburg', 'Lisbon', 'Oslo', 'Tel Aviv', 'Osaka', 'Shanghai', 'Leeds', 'Dubai', 'Denver'],
  dish: ['ramen', 'falafel', 'Käsespätzle', 'pizza', 'curry', 'dumplings', 'shakshuka'],
} as const

// biome-ignore format: a table reads better in rows
export const GROUP_TOPICS: readonly string[] = [
  'Project {project}', '{project} launch', '{customer} account team', 'Lunch crew 🍜', 'Q4 budget', 'On-call {city}',
  'Kundenprojekt {customer}', 'Office move {city}', 'Hiring: data analyst', 'Design review', 'Incident {n}',
  'Betriebsrat', 'فريق {project}', 'צוות {project}', '{project} 项目组', '{project} チーム', 'Travel policy questions',
  'Release {n}', 'Audit preparation', 'Summer party ☀️',
]

// biome-ignore format: a table reads better in rows
export const MEETING_TOPICS: readonly string[] = [
  'Weekly sync: {project}', 'Quarterly business review with {customer}', 'Sprint review {n}', 'Town hall',
  'Interview: {project}', 'Kick-off {customer}', 'Jour fixe Einkauf', 'Monthly catch-up', 'Security briefing', 'Steering round {project}',
]

/** Prose for long messages; repeated until long enough. */
export const LONG_PARAGRAPHS: readonly string[] = [
  'Here is the full hand-over, so that nobody has to search the mailbox for it. I wrote it down in the order in which things happen on a normal day.',
  'First, the nightly batch. It starts at 02:10 and reads the order files from the incoming folder. If one of them is empty, the batch stops on purpose; that has never been a fault of ours, the supplier uploads in two steps.',
  'Second, the report for the warehouse. It is generated from the same data but uses yesterday’s stock. People will ask why the numbers differ. They differ because the stock is counted at six in the morning.',
  'Third, access. Requests go to the portal, never to a person. I know that some colleagues write directly; please be friendly and send them the link.',
  'Finally, the things I would change if I had another year: the names of the columns, the way we handle returns, and the colour of the traffic light, which nobody with a beamer can read.',
]

/** What people write to themselves. */
export const NOTES: readonly string[] = [
  'Call {customer} on {day}',
  'Buy stamps, batteries, oat milk',
  'Idea: one page per {project} milestone, colour by risk',
  '{ticket} – ask again',
  'Pension paperwork until {day}!!',
  'Numbers for the review: {n}, {n}, {n}',
  'Gift for the team: {dish}?',
  'https://intranet.contoso.com/travel/{n}',
  'Agenda: 1. hiring 2. budget 3. {city}',
]

/** Working days in the languages of the house. */
// biome-ignore format: a table reads better in rows
export const DAYS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  de: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'],
  ar: ['الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الأحد'],
  he: ['ראשון', 'שני', 'שלישי', 'רביעי', 'חמישי'],
  zh: ['周一', '周二', '周三', '周四', '周五'],
  ja: ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日'],
}
