// `keter limits`: what may be spent by whom in which period, what is left of it, and what a limit would have stopped.
import { type LimitMode, type LimitPeriod, type LimitScope, limitModes, limitPeriods, limitScopes, periodInWords, Refusal } from '@keter/core'
import type { Limit, LimitSimulation } from '../../sdk/index.ts'
import { addStudioCommand, type CommonFlags, does, type Program } from '../command.ts'
import { projectNamed } from '../project.ts'
import { withStudio } from '../studio.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { counted, credits, moment, plain } from '../wording.ts'
import type { Command } from 'commander'

export function addLimits(program: Program): void {
  const parent = program.commander.command('limits').description('limits on spending: of the workspace, members, projects and keys')
  const list = addStudioCommand(parent, 'list', 'show every limit and what is left of it')
    .option('--mine', 'only those that your next run falls under')
    .option('--project <name or id>', 'with --mine: in this project')
  does(program, list, async ({ surroundings, terminal }, flags) => {
    const data = await withStudio(surroundings, flags, async (client) => {
      const project = flags.project === undefined ? {} : { project: await projectNamed(client, String(flags.project)) }
      const query = { ...(flags.mine ? { mine: '1' as const } : {}), ...project }
      return (await client.GET('/limits', { params: { query }, signal: surroundings.signal })).data
    })
    terminal.answer(data, () => limitsText(data.items, terminal))
    return 0
  })

  const set = limitFlags(addStudioCommand(parent, 'set', 'make a limit, or change its maximum')).option(
    '--mode <mode>',
    `what happens above it: ${limitModes.join(', ')}`,
    'hard',
  )
  does(program, set, async ({ surroundings, terminal }, flags) => {
    const body = { ...limitIn(flags), mode: oneOf(limitModes, flags.mode, '--mode') as LimitMode }
    const { data } = await withStudio(surroundings, flags, (client) => client.POST('/limits', { body, signal: surroundings.signal }))
    terminal.answer(data, () => limitsText(data.items, terminal))
    return 0
  })

  const remove = addStudioCommand(parent, 'remove <id>', 'remove a limit')
  does<[string]>(program, remove, async ({ surroundings, terminal }, flags, id) => {
    await withStudio(surroundings, flags, (client) => client.DELETE('/limits/{id}', { params: { path: { id } }, signal: surroundings.signal }))
    terminal.answer({ removed: id }, () => `Limit ${id} is removed.`)
    return 0
  })

  const simulate = limitFlags(addStudioCommand(parent, 'simulate', 'show which runs of the past a limit would have stopped')).option(
    '--days <days>',
    'how far back',
    '90',
  )
  does(program, simulate, async ({ surroundings, terminal }, flags) => {
    const body = { ...limitIn(flags), days: Number(flags.days) }
    const { data } = await withStudio(surroundings, flags, (client) => client.POST('/limits/simulate', { body, signal: surroundings.signal }))
    terminal.answer(data, () => simulationText(data, terminal))
    return 0
  })
}

const limitFlags = (command: Command): Command =>
  command
    .requiredOption('--scope <scope>', `whose: ${limitScopes.join(', ')}`)
    .requiredOption('--period <period>', `in which time: ${limitPeriods.join(', ')} (rolling: the last 24 hours; days and months in UTC)`)
    .requiredOption('--maximum <credits>', 'how much')
    .option('--subject <id>', 'of this member, project or key only; without it, each of them apart')

function limitIn(flags: CommonFlags): { scope: LimitScope; subject: string | null; period: LimitPeriod; maximum: string } {
  return {
    scope: oneOf(limitScopes, flags.scope, '--scope'),
    subject: flags.subject === undefined ? null : String(flags.subject),
    period: oneOf(limitPeriods, flags.period, '--period'),
    maximum: String(flags.maximum),
  }
}

function oneOf<Word extends string>(words: readonly Word[], asked: unknown, flag: string): Word {
  const word = words.find((known) => known === asked)
  if (word === undefined) throw new Refusal('bad_usage', `${flag} is ${JSON.stringify(asked)}; it is one of ${words.join(', ')}.`)
  return word
}

function limitsText(items: readonly Limit[], { faint }: Terminal): string {
  if (items.length === 0) return 'There is no limit.'
  const rows = items.map(({ id, scope, subject, who, whoName, period, mode, maximum, spent, held, left, renewsAt }) => [
    id,
    scope === 'workspace' ? 'workspace' : `${subject === null ? 'each ' : ''}${scope}`,
    plain(whoName ?? who ?? ''),
    periodInWords(period),
    mode,
    maximum,
    spent,
    held,
    left,
    renewsAt === null ? '' : moment(renewsAt),
  ])
  const table = columns(
    [['Id', 'Whose', 'Who', 'When', 'Mode', 'Maximum', 'Spent', 'Held', 'Left', 'Renews'], ...rows],
    ['left', 'left', 'left', 'left', 'left', 'right', 'right', 'right', 'right', 'left'],
  )
  return [faint(table[0]!), ...table.slice(1)].join('\n')
}

function simulationText({ runs, stopped, stoppedCount, stoppedSpent, from }: LimitSimulation, { faint }: Terminal): string {
  const since = `since ${moment(from)}`
  if (stoppedCount === 0) return `This limit would have stopped none of the ${counted(runs, 'run')} ${since}.`
  const rows = stopped.map(({ at, by, projectName, tool, amount, used, run }) => [
    moment(at),
    plain(by ?? ''),
    plain(projectName ?? ''),
    tool ?? '',
    amount,
    used,
    run ?? '',
  ])
  const table = columns([['When', 'Who', 'Project', 'Tool', 'Held', 'Used before', 'Run'], ...rows], ['left', 'left', 'left', 'left', 'right', 'right', 'left'])
  const more = stoppedCount > stopped.length ? [`and ${stoppedCount - stopped.length} earlier ones`] : []
  return [
    `This limit would have stopped ${stoppedCount} of ${counted(runs, 'run')} ${since}, which came to ${credits(stoppedSpent)}.`,
    '',
    faint(table[0]!),
    ...table.slice(1),
    ...more,
  ].join('\n')
}
