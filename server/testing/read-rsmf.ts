/** An RSMF file as a review tool reads it: the mail, its text, the one attachment, what is in there. */
import { type ParsedMail, simpleParser } from 'mailparser'
import type { RsmfManifest } from '../services/exports/formats/rsmf-rules.ts'
import { filesOf } from './exported.ts'

export async function readRsmf(bytes: Buffer): Promise<{
  mail: ParsedMail
  manifest: RsmfManifest
  files: Map<string, Buffer>
}> {
  const mail = await simpleParser(bytes)
  const [zip, ...others] = mail.attachments
  if (zip?.filename !== 'rsmf.zip' || others.length > 0)
    throw new Error('An RSMF has one attachment, rsmf.zip')
  const files = await filesOf(zip.content)
  const manifest = JSON.parse(String(files.get('rsmf_manifest.json')))
  files.delete('rsmf_manifest.json')
  return { mail, manifest, files }
}
