// Which member, project or key a limit is about: each of them apart, or one.
import type { Limit } from '@keter/client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Select } from '../../ui/Select.tsx'
import { membersQuery } from '../account/members.ts'
import { keysQuery } from '../keys/keys.ts'
import { projectsQuery } from '../projects/projects.ts'
import { scopeInWords } from './limit-words.ts'

interface SubjectProps {
  readonly scope: Limit['scope']
  readonly value: string | null
  readonly onChange: (subject: string | null) => void
}

export function Subject({ scope, value, onChange }: SubjectProps) {
  const { data: members = [] } = useQuery({ ...membersQuery, enabled: scope === 'member' })
  const { data: keys = [] } = useQuery({ ...keysQuery, enabled: scope === 'key' })
  const { data: projects } = useInfiniteQuery({ ...projectsQuery, enabled: scope === 'project' })
  if (scope === 'workspace') return null
  const known = { member: members, key: keys, project: projects?.pages.flatMap(({ items }) => items) ?? [] }[scope]
  return (
    <div className="subject wide-select">
      <Select
        label={`Which ${scopeInWords[scope]}`}
        value={value ?? ''}
        options={[{ value: '', label: `Each ${scopeInWords[scope]} apart` }, ...known.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
      />
    </div>
  )
}
