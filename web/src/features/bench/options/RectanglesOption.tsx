// Rectangles in source pixels, as rows of four numbers: what a brush marks with a pointer, this marks with a keyboard.
import { accepts, type Option, type OptionValue, type Rectangle, rectanglesIn, rectanglesText } from '@keter/core'
import { Icon } from '../../../ui/Icon.tsx'
import type { EditedSource } from './edited-source.ts'

interface RectanglesOptionProps {
  readonly option: Extract<Option, { kind: 'text' }>
  readonly value: OptionValue | undefined
  readonly source: EditedSource | undefined
  readonly onChange: (value: string | undefined) => void
}

const sides = [
  ['left', 'Left'],
  ['top', 'Top'],
  ['width', 'Width'],
  ['height', 'Height'],
] as const

export function RectanglesOption({ option, value, source, onChange }: RectanglesOptionProps) {
  const rectangles = rectanglesIn(String(value ?? ''))
  const set = (next: readonly Rectangle[]) => {
    const text = rectanglesText(next)
    if (text === '') onChange(option.default)
    else if (accepts(option, text)) onChange(text)
  }
  const change = (at: number, side: keyof Rectangle, number: number) =>
    set(rectangles.map((each, index) => (index === at ? { ...each, [side]: Math.max(0, Math.round(number) || 0) } : each)))
  return (
    <fieldset className="field">
      <legend>
        <span>{option.label}</span>
        <span className="faint">source pixels</span>
      </legend>
      {rectangles.map((rectangle, at) => (
        // Rows are known by their place: two may be alike.
        <div className="rectangle" key={at}>
          {sides.map(([side, label]) => (
            <label key={side}>
              <small>{label}</small>
              <input
                className="text-input"
                type="number"
                min={0}
                max={99_999}
                aria-label={`${label} of rectangle ${at + 1}`}
                value={rectangle[side]}
                onChange={({ target }) => change(at, side, target.valueAsNumber)}
              />
            </label>
          ))}
          <button
            className="row-open"
            type="button"
            aria-label={`Remove rectangle ${at + 1}`}
            onClick={() => set(rectangles.filter((_, index) => index !== at))}
          >
            <Icon name="close" small />
          </button>
        </div>
      ))}
      <button className="btn btn-small" type="button" title={option.help} onClick={() => set([...rectangles, inTheMiddle(source)])}>
        <Icon name="plus" small /> Add a rectangle
      </button>
    </fieldset>
  )
}

/** Something to begin with: a fifth of the picture, in its middle. */
function inTheMiddle(source: EditedSource | undefined): Rectangle {
  const { width, height } = source?.measurement ?? { width: 500, height: 500 }
  const [across, down] = [Math.max(1, Math.round(width / 5)), Math.max(1, Math.round(height / 5))]
  return { left: Math.round((width - across) / 2), top: Math.round((height - down) / 2), width: across, height: down }
}
