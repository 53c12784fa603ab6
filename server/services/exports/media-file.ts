/** How a medium is called in an export, and which of them a page can show. */
import type { MediaRow } from '../../catalog/media.ts'
import { harmlessType } from '../../domain/hosted-contents.ts'

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'image/avif': 'avif',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'weba',
  'audio/aac': 'aac',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/ogg': 'ogv',
}

/** The sender chose the type: what isn't a harmless one gets an ending no program opens by itself. */
export function endingOf({ contentType }: MediaRow): string {
  return ENDINGS[harmlessType(contentType)] ?? 'bin'
}

export function isPicture({ contentType }: MediaRow): boolean {
  return harmlessType(contentType).startsWith('image/')
}
