// The binding quote is above what the button showed: the difference is laid out, and nothing runs until the person agrees.
import type { Quote } from '@keter/client'
import { credits, minus, shown } from '../../lib/amount.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { QuoteRows } from '../runs/QuoteRows.tsx'

interface HigherQuoteProps {
  readonly asking: { readonly quote: Quote; readonly shown: string } | null
  readonly onAgree: () => void
  readonly onDismiss: () => void
}

export function HigherQuote({ asking, onAgree, onDismiss }: HigherQuoteProps) {
  return (
    <Sheet title="The quote is higher than what was shown" isOpen={asking !== null} onClose={onDismiss}>
      {asking && (
        <div className="form">
          <p>
            Shown was at most <strong>{credits(asking.shown)}</strong>. The studio measured the files again and quotes at most{' '}
            <strong>{credits(asking.quote.most)}</strong>, {shown(minus(asking.quote.most, asking.shown))} more. Nothing is held yet.
          </p>
          <table className="lines">
            <caption className="vh">The quote, file by file, in credits</caption>
            <tbody>
              <QuoteRows sources={asking.quote.sources} />
            </tbody>
          </table>
          <div className="form-acts">
            <button className="btn btn-primary" type="button" onClick={onAgree}>
              Run for at most {credits(asking.quote.most)}
            </button>
            <button className="btn btn-quiet" type="button" onClick={onDismiss}>
              Not now
            </button>
          </div>
        </div>
      )}
    </Sheet>
  )
}
