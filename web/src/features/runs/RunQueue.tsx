// The queue in the top bar: how many runs are working, how far they are, and which wait for a verdict.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { duration } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { progressOf } from './progress.ts'
import { runInWords, runTitle } from './run-words.ts'
import { openRunsQuery } from './runs.ts'

export function RunQueue() {
  const { data: runs = [] } = useQuery(openRunsQuery)
  const navigate = useNavigate()
  const running = runs.filter(({ state }) => state === 'running')
  const waiting = runs.length - running.length
  const progress = running.map(progressOf)
  const share = progress.length === 0 ? 0 : progress.reduce((sum, one) => sum + one.share, 0) / progress.length
  const eta = progress.map((one) => one.eta).find((one) => one !== null)
  const words = running.length > 0 ? `Queue ${running.length}` : waiting > 0 ? `${waiting} to decide` : 'Queue empty'
  return (
    <MenuTrigger>
      <Button className="btn queue" aria-label={`Runs: ${running.length} running, ${waiting} waiting for a verdict${eta ? `, ${duration(eta)} left` : ''}`}>
        <Icon name="queue" />
        <span className="hide-s">{words}</span>
        {running.length > 0 && (
          <span className="queue-bar hide-m" aria-hidden="true">
            <i style={{ width: `${share * 100}%` }} />
          </span>
        )}
        {eta && <span className="soft hide-m">{duration(eta)}</span>}
      </Button>
      <Popover className="popover popover-wide" placement="bottom end">
        {runs.length === 0 ? (
          <p className="popover-in soft">Nothing runs and nothing waits for your verdict. Runs you start appear here, also after a reload.</p>
        ) : (
          <Menu className="menu" aria-label="Runs">
            {runs.map((run) => (
              <MenuItem
                key={run.id}
                className="menu-item menu-item-2"
                textValue={runTitle(run)}
                onAction={() => navigate({ to: '/projects/$project/bench', params: { project: run.project }, search: { run: run.id } })}
              >
                <span>{runTitle(run)}</span>
                <span className="faint">{runInWords(run)}</span>
              </MenuItem>
            ))}
          </Menu>
        )}
      </Popover>
    </MenuTrigger>
  )
}
