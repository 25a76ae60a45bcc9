// The button that spends: verb, count, price. It never shows a price that is not the price: while one is being made it is off, at the same width.
import { toolNamed } from '@keter/core'
import { useEffect, useRef, useState } from 'react'
import { isAbove, minus, rangeOfCredits, shown } from '../../lib/amount.ts'
import { count, duration } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { isPriced, type Price } from './pricing.ts'
import type { Start } from './start-run.ts'

interface RunBarProps {
  readonly tool: string
  readonly files: number
  readonly price: Price
  readonly stale: boolean
  readonly start: Start
  /** Files of the run that are stored already, while the run waits for the rest. */
  readonly stored: number
  readonly eta: { readonly low: number; readonly high: number } | null | undefined
  readonly linesOpen: boolean
  readonly onLines: () => void
  readonly onRun: () => void
}

export function RunBar({ tool, files, price, stale, start, stored, eta, linesOpen, onLines, onRun }: RunBarProps) {
  const last = useLastPrice(price)
  const risen = useRisen(price)
  const { verb } = toolNamed(tool)
  const what = files > 1 ? `${verb} ${count(files, 'file')}` : verb
  const working = start.step !== 'ready' && start.step !== 'refused'
  const making = stale || price.state === 'pricing'
  const off = working || making || price.state === 'unknown' || price.state === 'blocked' || price.state === 'short'
  const reason = reasonOf(price)
  const shownPrice = isPriced(price) ? priceInWords(price.estimate) : (last ?? '')
  return (
    <div className="run-bar">
      <div className="run">
        <button
          className={isPriced(price) || making ? 'run-main' : 'run-main run-solo'}
          type="button"
          aria-disabled={off}
          aria-busy={making || working}
          aria-describedby={reason ? 'run-reason' : undefined}
          onClick={() => !off && onRun()}
        >
          {price.state === 'unknown' ? (
            <span>{`${verb}: ${price.missing}`}</span>
          ) : price.state === 'blocked' ? (
            <span>{`${verb}: not possible`}</span>
          ) : working ? (
            <span>{stepInWords(start, stored, files)}</span>
          ) : (
            <>
              <span>{price.state === 'ask' ? `Ask to ${what.toLowerCase()}` : what}</span>{' '}
              <span className="sep" aria-hidden="true">
                ·
              </span>
              <span className={making ? 'making' : undefined}>{shownPrice || 'pricing'}</span>
              {risen && !off && (
                <span className="risen" aria-hidden="true">
                  +{shown(risen)}
                </span>
              )}
            </>
          )}
        </button>
        {(isPriced(price) || making) && (
          <button className="run-why" type="button" aria-expanded={linesOpen} aria-controls="price" aria-label="How the price is made" onClick={onLines}>
            <Icon name={linesOpen ? 'upv' : 'down'} />
          </button>
        )}
      </div>
      <p className="run-note" id="run-reason">
        <span>{reason ?? (eta ? `Ready in ${duration(eta)}, on this machine` : ' ')}</span>
        {isPriced(price) && price.state !== 'short' && <span>{price.estimate.onFailure.failed}</span>}
      </p>
    </div>
  )
}

const priceInWords = ({ low, most }: { low: string; most: string }): string => (most === '0' ? 'free' : rangeOfCredits(low, most))

function reasonOf(price: Price): string | null {
  if (price.state === 'pricing') return price.why
  if (price.state === 'unknown') return 'The price appears before anything is uploaded.'
  if (price.state === 'blocked') return price.problem.title
  if (price.state === 'short') return `${shown(price.estimate.most)} needed, ${shown(price.estimate.balance.available)} available: choose a way on above.`
  return null
}

function stepInWords(start: Start, stored: number, files: number): string {
  switch (start.step) {
    case 'uploading':
      return files === 1 ? 'Sending the file' : `Sending, ${stored} of ${files} there`
    case 'quoting':
      return 'Asking for the quote'
    case 'asking':
      return 'The quote is higher'
    case 'requesting':
      return 'Asking'
    default:
      return 'Starting'
  }
}

function useLastPrice(price: Price): string | null {
  const last = useRef<string | null>(null)
  if (isPriced(price)) last.current = priceInWords(price.estimate)
  return last.current
}

/** By how much the most has risen, for two seconds. */
function useRisen(price: Price): string | null {
  const before = useRef<string | null>(null)
  const [risen, setRisen] = useState<string | null>(null)
  const most = isPriced(price) ? price.estimate.most : null
  useEffect(() => {
    const was = before.current
    if (most !== null) before.current = most
    if (most === null || was === null || !isAbove(most, was)) return setRisen(null)
    setRisen(minus(most, was))
    const timer = setTimeout(() => setRisen(null), 2000)
    return () => clearTimeout(timer)
  }, [most])
  return risen
}
