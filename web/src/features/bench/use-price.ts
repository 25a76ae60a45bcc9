// The price of what lies on the bench, remade whenever an input changes, and the studio's own view of the same run for what only it knows.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { queries, studio } from '../../lib/studio.ts'
import { meQuery } from '../account/account.ts'
import { balanceQuery } from '../balance/balance.ts'
import { myLimitsQuery } from '../limits/limits.ts'
import type { Source } from '../sources/source.ts'
import { bodyOf, requestKey } from './estimate-body.ts'
import { bookQuery } from './price-book.ts'
import { isPriced, type Price, priceOf } from './pricing.ts'
import type { Settings } from './settings.ts'
import { useSettled } from './use-settled.ts'

export interface CurrentPrice {
  readonly price: Price
  /** The settings or files have changed and the price is being remade: what is shown is not yet it. */
  readonly stale: boolean
}

export function usePrice(project: string, settings: Settings, sources: readonly Source[]): CurrentPrice {
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: book } = useQuery(bookQuery)
  const { data: balance } = useQuery(balanceQuery)
  const { data: limits } = useQuery(myLimitsQuery(project))
  const at = useMinute()
  const inputs = useMemo(
    () => ({ settings, sources, book, balance, limits, at, mayRun: me.may.includes('spend'), role: me.workspace.role }),
    [settings, sources, book, balance, limits, at, me],
  )
  // Many files take a moment; typing and clicking must not wait for them.
  const deferred = useDeferredValue(inputs)
  const price = useMemo(() => priceOf(deferred), [deferred])
  return { price, stale: deferred !== inputs }
}

/** Seconds until the first attempts are done; only the studio knows its machine. Undefined until it has answered. */
export function useEta(price: Price): { low: number; high: number } | null | undefined {
  const priced = isPriced(price) ? price : null
  const wanted = useSettled(priced, 250)
  const { data } = useQuery({
    queryKey: ['estimate', wanted ? requestKey(wanted.request) : null],
    queryFn: async ({ signal }) => {
      const { request } = wanted!
      const { data } = await studio.POST('/estimates', { signal, body: bodyOf(request) })
      // A new price book came into force: prices here are remade from it.
      if (data.book.digest !== request.book.digest) await queries.invalidateQueries({ queryKey: bookQuery.queryKey })
      return data.eta
    },
    enabled: wanted !== null,
    staleTime: 60_000,
  })
  return wanted === priced ? data : undefined
}

function useMinute(): string {
  const [at, setAt] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setAt(new Date().toISOString()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return at
}
