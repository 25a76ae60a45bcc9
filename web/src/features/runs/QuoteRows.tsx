// What a quote says of each file: rows of a table.
import type { Quote } from '@keter/client'
import { range } from '../../lib/amount.ts'
import { size } from '../../lib/words.ts'

export function QuoteRows({ sources }: { sources: Quote['sources'] }) {
  return sources.map((source, index) => (
    // The same name may come twice.
    <tr key={`${source.name} ${index}`}>
      <th scope="row">
        {source.name} <span className="calc">{size(source.measurement)}</span>
      </th>
      <td>{range(source.low, source.most)}</td>
    </tr>
  ))
}
