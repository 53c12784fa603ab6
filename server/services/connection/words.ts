import type { CheckRow } from '../../books/connections.ts'
import type { Notice } from '../../domain/notice.ts'

type Words = Pick<CheckRow, 'code' | 'detail' | 'hint'> & { readonly notice: Notice | null }

/** What a row says, that of a check, a step or an item of health. Rows of before notices have none. */
export function wordsOf({
  code,
  notice,
  detail,
  hint,
}: Pick<CheckRow, 'code' | 'notice' | 'detail' | 'hint'>): Words {
  return { code, notice: notice ?? null, detail, hint }
}
