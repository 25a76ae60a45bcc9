// Filters of the history. The address carries them, so a view can be kept as a bookmark.
import { tools } from '@keter/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Select } from '../../ui/Select.tsx'
import { membersQuery } from '../account/members.ts'
import { projectsQuery } from '../projects/projects.ts'
import type { ChargesFilter } from './charges.ts'
import { monthsSince } from './months.ts'

const kinds = [
  { value: '', label: 'Charges, refunds, grants' },
  { value: 'charge', label: 'Charges only' },
  { value: 'refund', label: 'Refunds only' },
  { value: 'grant', label: 'Grants only' },
  { value: 'grant,charge,refund,expiry,hold,return', label: 'Everything, holds too' },
]

interface FiltersProps {
  readonly filter: ChargesFilter
  readonly onChange: (filter: { month?: string; project?: string; tool?: string; kind?: string }) => void
  readonly words: string
}

export function Filters({ filter, onChange, words }: FiltersProps) {
  const { data } = useInfiniteQuery(projectsQuery)
  const { data: members } = useQuery(membersQuery)
  const projects = data?.pages.flatMap(({ items }) => items) ?? []
  // Nothing can have moved before somebody was there.
  const months = monthsSince(members?.[0]?.since ?? new Date().toISOString())
  const set = (change: ChargesFilter) => {
    const next = { month: filter.month, project: filter.project, tool: filter.tool, kind: filter.kind, ...change }
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== '')))
  }
  return (
    <form className="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <Select
        label="Month"
        value={filter.month ?? ''}
        options={[{ value: '', label: 'All months' }, ...months.map(({ id, label }) => ({ value: id, label }))]}
        onChange={(month) => set({ month })}
      />
      <Select
        label="Project"
        value={filter.project ?? ''}
        options={[{ value: '', label: 'All projects' }, ...projects.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(project) => set({ project })}
      />
      <Select
        label="Tool"
        value={filter.tool ?? ''}
        options={[{ value: '', label: 'All tools' }, ...tools.map(({ id, title }) => ({ value: id, label: title }))]}
        onChange={(tool) => set({ tool })}
      />
      <Select label="Kind" value={filter.kind ?? ''} options={kinds} onChange={(kind) => set({ kind })} />
      <div className="end">
        <span className="faint hide-s">{words}</span>
      </div>
    </form>
  )
}
