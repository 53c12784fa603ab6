import { Readable } from 'node:stream'
import {
  ByHostedContent,
  ById,
  ByMessage,
  Conversation,
  ConversationQuery,
  MessagePage,
  MessageQuery,
  pageOf,
  RevisionPage,
  Timeline,
} from '../../contract/index.ts'
import { HARMLESS_TYPES, harmlessType, OTHER_TYPE } from '../../domain/hosted-contents.ts'
import type { BrowseService } from '../../services/archive/browse.ts'
import { download, json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function conversationRoutes(browse: BrowseService): Route[] {
  return [
    route({
      method: 'get',
      path: '/conversations',
      summary: 'Archived conversations, the latest first',
      action: 'archive.read',
      query: ConversationQuery,
      answer: json(pageOf(Conversation)),
      handler: ({ operator, query }) => browse.conversations(operator, query),
    }),
    route({
      method: 'get',
      path: '/conversations/:id',
      summary: 'One conversation',
      action: 'archive.read',
      params: ById,
      answer: json(Conversation),
      handler: ({ operator, params }) => browse.conversation(operator, params.id),
    }),
    route({
      method: 'get',
      path: '/conversations/:id/messages',
      summary: 'Its messages, oldest first',
      action: 'archive.read',
      audit: 'messages.read',
      params: ById,
      query: MessageQuery,
      answer: json(MessagePage),
      handler: ({ operator, params, query }) => browse.messages(operator, params.id, query),
    }),
    route({
      method: 'get',
      path: '/conversations/:id/timeline',
      summary: 'How many of its messages were sent in each month',
      action: 'archive.read',
      params: ById,
      answer: json(Timeline),
      handler: ({ operator, params }) => browse.timeline(operator, params.id),
    }),
    route({
      method: 'get',
      path: '/conversations/:id/messages/:messageId/revisions',
      summary: 'Every archived version of a message, as Graph returned it',
      action: 'archive.read',
      audit: 'revisions.read',
      params: ByMessage,
      answer: json(RevisionPage),
      handler: ({ operator, params }) => browse.revisions(operator, params.id, params.messageId),
    }),
    route({
      method: 'get',
      path: '/conversations/:id/messages/:messageId/hostedContents/:contentId',
      summary: 'A picture or another hosted content of a message',
      action: 'archive.read',
      audit: 'hosted-content.read',
      params: ByHostedContent,
      answer: download(...HARMLESS_TYPES, OTHER_TYPE),
      handler: async ({ operator, params }) => {
        const { id, messageId, contentId } = params
        const { contentType, bytes, allowedBy } = await browse.hostedContent(
          operator,
          id,
          messageId,
          contentId,
        )
        return {
          name: 'content',
          contentType: harmlessType(contentType),
          bytes: bytes.byteLength,
          allowedBy,
          open: () => Readable.from([bytes]),
        }
      },
    }),
  ]
}
