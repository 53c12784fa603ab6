/** The formats of an export by name. */
import type { ExportFormat } from '../../books/exports.ts'
import type { Format } from './format.ts'
import { writeCsv } from './formats/csv.ts'
import { writeEml } from './formats/eml.ts'
import { writeHtml } from './formats/html.ts'
import { writeJsonl } from './formats/jsonl.ts'
import { writeRsmf } from './formats/rsmf.ts'

export const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  jsonl: writeJsonl,
  html: writeHtml,
  csv: writeCsv,
  eml: writeEml,
  rsmf: writeRsmf,
}
