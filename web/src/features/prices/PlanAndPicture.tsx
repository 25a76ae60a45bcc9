// Under which plan the rates are shown, and for what picture they are worked out.
import type { CompiledBook } from '@keter/core'
import { useId, useState } from 'react'
import { Segments } from '../../ui/Segments.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { megapixelsIn, mostMegapixels, type Picture } from './calculator.ts'
import { planInWords } from './rules.ts'

interface PlanAndPictureProps {
  readonly book: CompiledBook
  readonly plan: string
  /** The plan of this workspace. */
  readonly own: string | undefined
  readonly picture: Picture
  readonly onPlan: (plan: string) => void
  readonly onPicture: (picture: Picture) => void
}

export function PlanAndPicture({ book, plan, own, picture, onPlan, onPicture }: PlanAndPictureProps) {
  const terms = book.plans.get(plan)!.terms
  // The smallest plan first; a stored document keeps no order of its own.
  const plans = [...book.plans.values()].toSorted((a, b) => Number(a.terms.grant) - Number(b.terms.grant))
  const segments = plans.map(({ id, terms: { name, discountPercent } }) => ({
    value: id,
    label: name,
    note: Number(discountPercent) === 0 ? 'full rates' : `−${discountPercent} %`,
  }))
  return (
    <section className="card plan-and-picture" aria-label="Plan and picture">
      <div>
        <Segments legend="Rates under the plan" aside={plan === own ? 'yours' : undefined} segments={segments} value={plan} onChange={onPlan} />
        <p className="fine">{planInWords(terms)}</p>
      </div>
      <div className="calculator">
        <Megapixels picture={picture} onPicture={onPicture} />
        <Stepper
          label="Attempts"
          hint="on each file"
          value={Math.min(picture.attempts, terms.limits.iterations)}
          min={1}
          max={terms.limits.iterations}
          onChange={(attempts) => onPicture({ ...picture, attempts })}
        />
      </div>
    </section>
  )
}

function Megapixels({ picture, onPicture }: Pick<PlanAndPictureProps, 'picture' | 'onPicture'>) {
  const [text, setText] = useState(String(picture.megapixels))
  const id = useId()
  const wrong = megapixelsIn(text) === null
  return (
    <div className="number-row">
      <label htmlFor={id}>Credits for a picture of, megapixels</label>
      <input
        id={id}
        className="text-input"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={(event) => {
          setText(event.target.value)
          const megapixels = megapixelsIn(event.target.value)
          if (megapixels !== null) onPicture({ ...picture, megapixels })
        }}
      />
      {wrong && (
        <small className="wrong" id={`${id}-wrong`}>
          A number from 0.001 to {mostMegapixels}; the figures below are still for {picture.megapixels}.
        </small>
      )}
    </div>
  )
}
