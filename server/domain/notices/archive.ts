/** The archive: what it shows, what it exports, where it lies. */
import type { Bytes, Count, Name, None, Quoted } from './values.ts'

export type ArchiveNotices = {
  'message-unknown': None
  'conversation-unknown': None
  'hosted-content-unknown': None
  'archive-of-tenant-unknown': None
  'hosted-content-not-archived': None
  'hosted-content-waits': None
  'cursor-invalid': None
  'catalog-astray': None
  'search-too-wide': Name
  'search-behind': None
  'saved-search-unknown': None
  'saved-searches-full': Count
}

export type RemovalNotices = {
  'hold-unknown': None
  'hold-released': None
  'erasure-unknown': None
  'erasure-answered': None
  'selection-empty': None
}

export type ReadingNotices = {
  'reading-not-approved': None
  'reading-needs-reviewer': None
  'reading-request-unknown': None
  'reading-request-decided': None
}

export type ExportNotices = {
  'export-unknown': None
  'verification-unknown': None
  'export-not-ready': None
  'export-expired': None
  'export-erased': None
  'export-not-yours': None
  'export-file-gone': None
  'exports-too-many': Count
  'exports-full': { readonly size: Bytes }
  'exports-too-many-yours': Count
  'exports-full-yours': { readonly size: Bytes }
  'export-too-large': { readonly size: Bytes }
  'export-disk-low': None
  'range-not-satisfiable': None
  'ticket-unknown': None
  'ticket-used': None
  'ticket-expired': None
}

/** Each is about one file or place, by its name. */
export type StoreNotices = {
  'store-failed': Quoted
  'store-access': Quoted
  'archive-url': Quoted
  'archive-missing': Quoted
  'tenant-missing': None
  'archive-damaged': Name
  'object-missing': Name
  'object-exists': Name
  'object-short': Name
  'object-name': Quoted
  'segment-exists': Name
  'run-closed': Name
  'chain-broken': Name
  'seal-broken': Quoted
  'key-vault': Quoted
  'key-url': Quoted
}
