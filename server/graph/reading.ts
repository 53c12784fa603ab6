/**
 * From Graph's JSON to the port's types. Only what the product reads is named; unknown members pass (Graph's types are
 * open). Messages are not touched at all. Member names: Learn "user", "chat", "conversationMember", "organization".
 */
import * as z from 'zod'
import { isGuid } from '../domain/guid.ts'
import type { Chat, ChatMember, DirectoryUser, LastMessage, Organization } from './graph.ts'

const maybe = z.string().nullish()

export const userMembers = 'id,displayName,userPrincipalName,mail,accountEnabled,userType'

const UserBody = z.object({
  id: z.string(),
  displayName: maybe,
  userPrincipalName: maybe,
  mail: maybe,
  accountEnabled: z.boolean().nullish(),
  userType: maybe,
})

/** `accountEnabled` and `userType` are null when the application may not see them: then nobody is left out. */
export const User = UserBody.transform(
  (user): DirectoryUser => ({
    id: user.id,
    displayName: user.displayName ?? user.userPrincipalName ?? user.id,
    userPrincipalName: user.userPrincipalName ?? '',
    mail: user.mail ?? null,
    enabled: user.accountEnabled ?? true,
    userType: user.userType ?? 'Member',
  }),
)

export const Identified = z.object({ id: z.string() })

export const Tenant = z
  .object({ id: z.string(), displayName: maybe })
  .transform((body): Organization => ({ id: body.id, displayName: body.displayName ?? body.id }))

/** `userId` in members from Entra, `skypeId` and the like elsewhere; guests of a meeting have only the membership's id. */
export const Member = z
  .object({ id: maybe, userId: maybe, displayName: maybe, email: maybe, tenantId: maybe })
  .transform(
    (body): ChatMember => ({
      id: body.userId ?? body.id ?? '',
      displayName: body.displayName ?? '',
      email: body.email ?? null,
      tenantId: isGuid(body.tenantId ?? '') ? (body.tenantId ?? null) : null,
    }),
  )

const LastMessageBody = z
  .object({ id: maybe, createdDateTime: maybe })
  .transform((body): LastMessage | null => {
    const createdAt = instantOf(body.createdDateTime)
    return body.id == null || createdAt === null ? null : { id: body.id, createdAt }
  })

export const ChatBody = z
  .object({
    id: z.string(),
    chatType: maybe,
    topic: maybe,
    createdDateTime: maybe,
    members: z.array(Member).nullish(),
    lastMessagePreview: LastMessageBody.nullish(),
  })
  .transform(
    (body): Chat => ({
      id: body.id,
      chatType: body.chatType ?? 'unknownFutureValue',
      topic: body.topic ?? null,
      createdAt: instantOf(body.createdDateTime),
      members: body.members ?? [],
      ...(body.lastMessagePreview !== undefined && { lastMessage: body.lastMessagePreview }),
    }),
  )

function instantOf(value: string | null | undefined): Date | null {
  const at = new Date(value ?? Number.NaN)
  return Number.isNaN(at.getTime()) ? null : at
}

/** OData list envelope. */
export function listOf<T>(item: z.ZodType<T>) {
  return z.object({ value: z.array(item), '@odata.nextLink': maybe })
}
