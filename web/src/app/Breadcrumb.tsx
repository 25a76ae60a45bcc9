// Workspace / project, and the way to another project.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { projectQuery, projectsQuery } from '../features/projects/projects.ts'
import { Icon } from '../ui/Icon.tsx'

export function Breadcrumb({ workspace, project }: { workspace: string; project: string | undefined }) {
  const { data: current } = useQuery({ ...projectQuery(project ?? ''), enabled: project !== undefined })
  const { data } = useInfiniteQuery(projectsQuery)
  const navigate = useNavigate()
  const projects = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <MenuTrigger>
      <Button className="crumb" aria-label={current ? `${workspace}, project ${current.name}. Change project` : `${workspace}. Choose a project`}>
        {project === undefined ? (
          <span>{workspace}</span>
        ) : (
          <>
            <span className="faint hide-s">{workspace} /</span>
            <span>{current?.name ?? ''}</span>
          </>
        )}
        <Icon name="down" small />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu className="menu menu-scroll" aria-label="Projects">
          {projects.map(({ id, name }) => (
            <MenuItem key={id} className="menu-item" textValue={name} onAction={() => navigate({ to: '/projects/$project/bench', params: { project: id } })}>
              <span className="menu-mark">{id === project && <Icon name="ok" />}</span> {name}
            </MenuItem>
          ))}
          {projects.length > 0 && <Separator className="menu-rule" />}
          <MenuItem className="menu-item" onAction={() => navigate({ to: '/projects' })}>
            <Icon name="folder" /> All projects
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
