import { useEffect, useState } from 'react'
import type { ArchivedMessage, SentNotice } from '../../../../server/contract/index.ts'
import { useHostedContent } from '../api/archive.ts'
import { useThreadContext } from '../thread-context.tsx'

/** A hosted content of a message, out of the archive. `missing`: not archived, with the server's reason if it has one. */
export type Hosted =
  | { state: 'missing'; reason: string | null; notice: SentNotice | null | undefined }
  | { state: 'loading' | 'failed' }
  | { state: 'here'; blob: Blob; url: string; contentType: string }

export function useHosted(message: ArchivedMessage, contentId: string): Hosted {
  const { conversationId } = useThreadContext()
  const held = message.hostedContents.find((it) => it.id === contentId)
  const archived = held?.archived ?? false
  const { data: blob, isError } = useHostedContent(conversationId, message.id, contentId, archived)
  const url = useObjectUrl(blob)
  if (!archived) return { state: 'missing', reason: held?.reason ?? null, notice: held?.notice }
  if (isError) return { state: 'failed' }
  return blob && url ? { state: 'here', blob, url, contentType: blob.type } : { state: 'loading' }
}

function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!blob) return
    const created = URL.createObjectURL(blob)
    setUrl(created)
    return () => URL.revokeObjectURL(created)
  }, [blob])
  return url
}
