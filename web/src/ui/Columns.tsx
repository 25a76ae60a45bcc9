// The head of a table.
import type { ReactNode } from 'react'

/** What stands above a column, and its classes. Of the class "vh" it is only read aloud. */
type Column = string | readonly [head: ReactNode, className: string] | false

export function Columns({ of }: { of: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {of.map((column, place) => {
          if (column === false) return null
          const [head, className] = typeof column === 'string' ? [column, undefined] : column
          const hidden = className === 'vh'
          return (
            <th key={place} scope="col" className={hidden ? undefined : className}>
              {hidden ? <span className="vh">{head}</span> : head}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
