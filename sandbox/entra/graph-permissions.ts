/** Microsoft Graph's own application, and the permissions a backup, its setup and its tests meet. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

/** Application permissions by name (Learn: Microsoft Graph permissions reference, 7 Aug 2026). */
export const GRAPH_APP_ROLES: Readonly<Record<string, string>> = {
  'Chat.Read.All': '6b7d71aa-70aa-4810-a8d9-5d9fb2830017',
  'Chat.ReadWrite.All': '294ce7c9-31ba-490a-ad7d-97a7d075e4ed',
  'Chat.ReadBasic.All': 'b2e060da-3baf-4687-9611-f4ebc0f0cbde',
  'Chat.Create': 'd9c48af6-9ad9-47ad-82c3-63757137b9af',
  'ChatMember.Read.All': 'a3410be2-8e48-4f32-8454-c29a7465209d',
  'ChatMember.ReadWrite.All': '57257249-34ce-4810-a8a2-a03adf0c5693',
  'Teamwork.Migrate.All': 'dfb0dd15-61de-45b2-be36-d6a69fba3c79',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'User.ReadBasic.All': '97235f07-e226-4f63-ace3-39588e11d3a1',
  'Organization.Read.All': '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'Group.Read.All': '5b567255-7703-4780-807c-7be8301ae99b',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Files.Read.All': '01d4889c-1287-42c6-ac1f-5d1e02578ef6',
  'Sites.Read.All': '332a536c-c7ef-4017-ab91-336970924f0d',
  'Mail.Send': 'b633e1c5-b582-4048-a93e-9f11b44c7e96',
  'Reports.Read.All': '230c1aed-a721-4c5d-9cb4-a90514e508ef',
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'Application.ReadWrite.OwnedBy': '18a4783c-866b-4cc7-a460-3d5e5662c884',
  'AppRoleAssignment.ReadWrite.All': '06b708a9-e830-4db3-a914-8e69da51d44f',
}

/** Delegated permissions by name, same source. */
export const GRAPH_SCOPES: Readonly<Record<string, string>> = {
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
  email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
  offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
  'User.Read': 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
  'User.ReadBasic.All': 'b340eb25-3456-403f-be2f-af7a0d370277',
  'User.Read.All': 'a154be20-db9c-4678-8ab7-66f6cc099a59',
  'Organization.Read.All': '4908d5b9-3fb2-4b1e-9336-1888b7937185',
  'GroupMember.Read.All': 'bc024368-1153-4739-b217-4326f2e966d0',
  'Group.Read.All': '5f8c59db-677d-491f-a6b8-5f174b11ec1d',
  'Directory.Read.All': '06da0dbc-49e2-44d2-8312-53f166ab848a',
  'Application.ReadWrite.All': 'bdfbf15f-ee85-4955-8675-146e8e5296b5',
  'AppRoleAssignment.ReadWrite.All': '84bccea3-f856-4a8a-967b-dbe0a3d53a64',
  'DelegatedPermissionGrant.ReadWrite.All': '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
  'Chat.Create': '38826093-1258-4dea-98f0-00003be2b8d0',
  'Chat.Read': 'f501c180-9344-439a-bca0-6cbf209fd270',
  'Chat.ReadBasic': '9547fcb5-d03f-419d-9948-5928bbf71b0f',
  'Chat.ReadWrite': '9ff7295e-131b-4d94-90e1-69fde507ac11',
  'Chat.ReadWrite.All': '7e9a077b-3711-42b9-b7cb-5fa5f3f7fea7',
  'ChatMessage.Send': '116b7235-7cc6-461e-b163-8e55691d839e',
}

/** Delegated permissions that an administrator alone may consent to: all that reach beyond the person who signs in. */
export function isForAdministrators(scope: string): boolean {
  return scope.endsWith('.All') && scope !== 'User.ReadBasic.All'
}

/** What a person reads on the consent page. */
export const SCOPE_TITLES: Readonly<Record<string, string>> = {
  'User.Read': 'Sign you in and read your profile',
  'User.ReadBasic.All': 'Read all users’ basic profiles',
  'User.Read.All': 'Read all users’ full profiles',
  'Organization.Read.All': 'Read organization information',
  'GroupMember.Read.All': 'Read group memberships',
  'Group.Read.All': 'Read all groups',
  'Directory.Read.All': 'Read directory data',
  'Application.ReadWrite.All': 'Read and write applications',
  'AppRoleAssignment.ReadWrite.All': 'Manage app permission grants and app role assignments',
  'DelegatedPermissionGrant.ReadWrite.All': 'Manage all delegated permission grants',
  user_impersonation: 'Access Azure Resource Manager as you',
}

export function graphRoleNamed(id: string): string | undefined {
  return Object.keys(GRAPH_APP_ROLES).find((name) => GRAPH_APP_ROLES[name] === id)
}

/** Directory role templates that matter here (Learn: Microsoft Entra built-in roles). */
export const DIRECTORY_ROLES = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  cloudApplicationAdministrator: '158c047a-c907-4556-b7ef-446551a6b5f7',
} as const

/** Azure Resource Manager's application, in every tenant as well, and its one delegated permission. */
export const ARM_APP_ID = '797f4846-ba00-4fd7-ba43-dac1f8f63013'
export const ARM_SCOPES: Readonly<Record<string, string>> = {
  user_impersonation: '41094075-9dad-400e-a0bd-54e686782033',
}
