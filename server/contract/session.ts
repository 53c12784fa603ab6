/** Who is asking, and what that person may do. */
import { z } from 'zod'
import { guid } from './fields.ts'

export const OperatorRole = z.enum(['admin', 'operator', 'reviewer', 'auditor'])
export type OperatorRole = z.infer<typeof OperatorRole>

/** Those the tab has a folder for (`tab/i18n`), by BCP 47 tag. */
export const LANGUAGES = ['en', 'de'] as const

/** Kept for each operator on the server: browser storage differs from host to host. */
export const Preferences = z.object({
  tourSeen: z.boolean(),
  /** null: as the host or the browser says. */
  language: z.enum(LANGUAGES).nullable(),
})
export type Preferences = z.infer<typeof Preferences>

export const Me = z.object({
  tenantId: guid,
  operatorId: z.string(),
  name: z.string(),
  roles: z.array(OperatorRole),
  /** What this operator may do, by action name: the tab explains what is missing instead of hiding it. */
  permissions: z.array(z.string()),
  /** Here as well, so that the first screen speaks the right language without asking twice. */
  preferences: Preferences,
})
export type Me = z.infer<typeof Me>

/** Who can do what: the one table of the server, and what the caller is. */
export const Roles = z.object({
  roles: z.array(OperatorRole),
  actions: z.array(z.object({ action: z.string(), roles: z.array(OperatorRole) })),
  mine: z.array(OperatorRole),
})
export type Roles = z.infer<typeof Roles>

/** Members left out don't change. */
export const SetPreferences = z.strictObject(Preferences.partial().shape)
export type SetPreferences = z.infer<typeof SetPreferences>

/** `GET /config.json` (no token): how the tab signs an operator in by msal-browser. */
export const SignInConfig = z.object({
  clientId: z.string(),
  authority: z.string(),
  knownAuthorities: z.array(z.string()),
  /** JSON text for MSAL's `authorityMetadata`; null where MSAL knows the authority. */
  authorityMetadata: z.string().nullable(),
  scopes: z.array(z.string()),
  redirectPath: z.string(),
  /** The page MSAL opens for a sign-in from someone else's frame. */
  relayPath: z.string(),
  /** Origins besides Microsoft's that may frame the tab and speak to it as a host. */
  hostOrigins: z.array(z.string()),
  /** Of the app in Teams, for links that open it there; null where no one said. */
  teamsAppId: z.string().nullable(),
  /** Microsoft Graph and Azure Resource Manager as browsers reach them; no slash at the end. */
  graphUrl: z.string(),
  armUrl: z.string(),
  /** Of the organization's cloud, where such links begin; null where no one has documented it. */
  teamsUrl: z.string().nullable(),
})
export type SignInConfig = z.infer<typeof SignInConfig>
