import type { InfiniteData } from '@tanstack/react-query'

/** One page of a list, as the contract's `pageOf` describes it. */
export interface Page<T> {
  items: T[]
  next: string | null
}

export function itemsOf<T>(data: InfiniteData<Page<T>, unknown> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? []
}
