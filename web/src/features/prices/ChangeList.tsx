// What a price book changes: sentences, each with its direction in a word and the examples that show it.
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Status, type Tone } from '../../ui/Status.tsx'
import type { BookChange } from './books.ts'

const directions: Readonly<Record<BookChange['direction'], { readonly word: string; readonly icon: IconName; readonly tone: Tone }>> = {
  cheaper: { word: 'Cheaper', icon: 'fall', tone: 'ok' },
  dearer: { word: 'Dearer', icon: 'rise', tone: 'warn' },
  other: { word: 'Changed', icon: 'swap', tone: 'plain' },
}

const examplesAtOnce = 3

export function ChangeList({ changes }: { changes: readonly BookChange[] }) {
  if (changes.length === 0) return <p className="soft">No price and no rule changes.</p>
  return (
    <ul className="changes">
      {changes.map(({ sentence, direction, examples }) => (
        <li key={sentence}>
          <p>
            <Status tone={directions[direction].tone} icon={directions[direction].icon}>
              {directions[direction].word}
            </Status>{' '}
            {sentence}
          </p>
          {examples.length > 0 && (
            <table className="lines">
              <caption className="vh">Examples: before and after</caption>
              <tbody>
                {examples.slice(0, examplesAtOnce).map(({ inWords, before, after }) => (
                  <tr key={inWords}>
                    <th scope="row">{inWords}</th>
                    <td>
                      <span className="vh">before </span>
                      {before} <Icon name="forward" small />
                      <span className="vh"> after </span> <b>{after}</b>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </li>
      ))}
    </ul>
  )
}
