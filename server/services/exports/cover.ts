/** The first page of every export: what it is, how complete, from where, what is missing, and how to check it. */

import { counted } from '../../domain/text.ts'
import { type Html, html, page } from '../../evidence/html.ts'
import { MANIFEST, type Manifest, SIGNATURE } from '../../evidence/manifest.ts'

/** Lists longer than this are in the manifest, and here by their number. */
const LISTED = 200

type Remarks = {
  /** Texts that end early because a cell has a limit. */
  readonly shortened: number
}

/** The manifest without the cover itself. */
export function coverPage(manifest: Manifest, remarks: Remarks): string {
  return page({
    title: `Chat export ${manifest.createdAt.slice(0, 10)}`,
    style: STYLE,
    body: body(manifest, remarks),
  })
}

function body(manifest: Manifest, remarks: Remarks): Html {
  const { counts, createdAt, createdBy, exportId, format, reason, tenantId } = manifest
  return html`<main>
<h1>Chat export</h1>
<p>This file was written by Chatvault from the backup of an organization’s Microsoft Teams chats. It holds
${counted(counts.messages, 'message', 'messages')} from ${counted(counts.conversations, 'conversation', 'conversations')},
with every version the backup has of each: ${counted(counts.versions, 'version', 'versions')} in all.
${FORMAT_WORDS[format] ?? ''}</p>
<dl>
${row('Requested by', `${createdBy.name} (${createdBy.id})`)}
${row('Reason', reason ?? 'None was given')}
${row('Written', createdAt)}
${row('Organization', tenantId)}
${row('Export', exportId)}
${row('Selection', selectionWords(manifest.selection))}
</dl>
<h2>How complete it is</h2>
<p>It holds everything in the backup that matches the selection. If anything that matches couldn’t be read, Chatvault would
have stopped instead of leaving it out.</p>
${
  remarks.shortened > 0 &&
  html`<p>${counted(remarks.shortened, 'text is', 'texts are')} too long for a cell of a spreadsheet and
end early here; a column says by how much. They’re complete in an export as JSON lines.</p>`
}
${runWords(manifest)}
${coverageWords(manifest)}
<h2>How to check it</h2>
<p><code>${MANIFEST}</code> lists the SHA-256 of every other file, and <code>${SIGNATURE}</code> is the signature of the vault
(Ed25519) over <code>${MANIFEST}</code>. To check both, offline, with the vault’s public key:</p>
<pre>npm run archive -- verify-export FILE.zip --key chatvault-public-key.pem</pre>
<p>Without Chatvault: unzip the file, then compare <code>sha256sum</code> of each file with <code>${MANIFEST}</code>, and run</p>
<pre>openssl pkeyutl -verify -pubin -inkey chatvault-public-key.pem -rawin -in ${MANIFEST} -sigfile ${SIGNATURE}</pre>
<p>Get the public key from the vault itself, not from this file: in Chatvault, next to the export, or at
<code>/api/exports/key</code>. Its fingerprint (SHA-256) is</p>
<pre>${manifest.signature.fingerprint}</pre>
<h2>Files</h2>
${fileTable(manifest)}
</main>`
}

function row(term: string, text: string): Html {
  return html`<dt>${term}</dt><dd>${text}</dd>`
}

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  jsonl:
    'In messages.jsonl each line is one version, with the message exactly as Microsoft 365 returned it, when it was read, by which run, and in whose mailboxes it was seen.',
  html: 'Open index.html in a browser. Nothing in the pages runs, and nothing is loaded from anywhere.',
  eml: 'In the folder mail each message is a mail, and each conversation a thread. Earlier versions are at the end of each mail.',
  rsmf: 'In the folder rsmf there is a file for each day of each conversation, in RSMF 2.0, for Relativity and other review tools.',
  csv: 'messages.csv has one line for each message. An apostrophe is put before cells that a spreadsheet would take for a formula, a number or a date, and before cells that begin with one: take one away, and the text is as it was. The table is for reading; the evidence is an export as JSON lines. LibreOffice: choose UTF-8, or convert with --infilter="CSV:44,34,76,1".',
}

function selectionWords({ subjectIds, conversationIds, from, to, q }: Manifest['selection']): string {
  const words = [
    Array.isArray(subjectIds) && subjectIds.length > 0 && `chats of ${few(subjectIds)}`,
    Array.isArray(conversationIds) && conversationIds.length > 0 && `conversations ${few(conversationIds)}`,
    typeof from === 'string' && `sent from ${from}`,
    typeof to === 'string' && `sent until ${to}`,
    typeof q === 'string' && q.trim() !== '' && `with “${q.trim()}” in some version of what they say`,
  ].filter((it) => it !== false)
  return words.length === 0 ? 'everything in the backup' : words.join('; ')
}

function few(ids: readonly unknown[]): string {
  const shown = ids.slice(0, 20).map(String)
  return [...shown, ...(ids.length > shown.length ? [`${ids.length - shown.length} more`] : [])].join(', ')
}

function runWords({ runs: { ids, head } }: Manifest): Html {
  const chain = head
    ? html` The newest run when this was written was number ${head.sequence}, <code>${head.runId}</code>; its document
<code>${head.document}</code> has the SHA-256 <code>${head.sha256}</code>. Each run’s document names the digest of the one before,
so this one stands for all earlier ones.`
    : html` No run had been closed when this was written.`
  return html`<p>The versions were read by ${counted(ids.length, 'run', 'runs')} of Chatvault${
    ids.length > 0 && ids.length <= LISTED && html`: ${ids.join(', ')}`
  }.${chain}</p>`
}

function coverageWords({ notCovered }: Manifest): Html {
  if (notCovered.length === 0)
    return html`<p>Chatvault has no record of content that the backup didn’t cover. Files shared in chats are never part of it: they
are in their owners’ OneDrive, and the messages have their addresses.</p>`
  return html`<p>The backup didn’t cover:</p>
<ul>${notCovered.map(({ what, why }) => html`<li>${what}: ${why}</li>\n`)}</ul>`
}

function fileTable({ files }: Manifest): Html {
  const shown = files.slice(0, LISTED)
  return html`<table><thead><tr><th>Name</th><th>Bytes</th><th>SHA-256</th></tr></thead><tbody>
${shown.map(({ name, bytes, sha256 }) => html`<tr><td>${name}</td><td>${bytes}</td><td><code>${sha256}</code></td></tr>\n`)}
</tbody></table>
${files.length > LISTED && html`<p>${files.length - LISTED} more are in ${MANIFEST}.</p>`}`
}

const STYLE = `
body { font: 15px/1.5 "Segoe UI", system-ui, sans-serif; color: #242424; background: #fff; margin: 0 }
main { max-width: 860px; margin: 32px auto; padding: 0 24px }
h1 { font-size: 28px; line-height: 1.2 } h2 { font-size: 20px; margin-top: 32px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px } dt { color: #616161 } dd { margin: 0; overflow-wrap: anywhere }
pre { background: #f5f5f5; padding: 12px; overflow-wrap: anywhere; white-space: pre-wrap } code { overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; font-size: 13px } th, td { text-align: start; padding: 4px 8px; border-bottom: 1px solid #e0e0e0; overflow-wrap: anywhere }
@media (prefers-color-scheme: dark) { body { color: #fff; background: #1f1f1f } dt { color: #adadad } pre { background: #292929 } th, td { border-color: #424242 } }
@media print { main { margin: 0 } pre { border: 1px solid #ccc } }
`
