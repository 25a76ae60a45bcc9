// `keter disputes`: charges that somebody disputes, what was decided, and how often.
import { randomUUID } from 'node:crypto'
import { Refusal } from '@keter/core'
import type { Dispute, DisputeStatistics } from '../../sdk/index.ts'
import { addStudioCommand, does, type Program } from '../command.ts'
import { addPageFlags, moreText, pageFlags } from '../page-flags.ts'
import { withStudio } from '../studio.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { counted, credits, moment, plain } from '../wording.ts'

const reasons = ['looks-worse', 'wrong-result', 'artifacts', 'not-as-asked', 'other'] as const

export function addDisputes(program: Program): void {
  const parent = program.commander.command('disputes').description('charges that somebody disputes')
  const list = addPageFlags(addStudioCommand(parent, 'list', 'show disputes, newest first'))
    .option('--state <state>', 'open, refunded, declined or withdrawn')
    .option('--mine', 'only your own')
  does(program, list, async ({ surroundings, terminal }, flags) => {
    const query = {
      ...pageFlags(flags),
      ...(flags.state === undefined ? {} : { state: String(flags.state) as Dispute['state'] }),
      ...(flags.mine ? { mine: '1' as const } : {}),
    }
    const { data } = await withStudio(surroundings, flags, (client) => client.GET('/disputes', { params: { query }, signal: surroundings.signal }))
    terminal.answer(data, () => listText(data, terminal))
    return 0
  })

  const open = addStudioCommand(parent, 'open <iteration>', 'dispute what was charged for an attempt')
    .requiredOption('--reason <reason>', reasons.join(', '))
    .option('--note <text>', 'what is wrong', '')
  does<[string]>(program, open, async ({ surroundings, terminal }, flags, iteration) => {
    const reason = reasons.find((known) => known === flags.reason)
    if (!reason) throw new Refusal('bad_usage', `--reason is ${JSON.stringify(flags.reason)}; it is one of ${reasons.join(', ')}.`)
    const opened = await withStudio(surroundings, flags, async (client) => {
      const params = { header: { 'idempotency-key': randomUUID() } }
      return (await client.POST('/disputes', { params, body: { iteration, reason, note: String(flags.note) } })).data
    })
    terminal.answer(opened, () => oneText(opened))
    return 0
  })

  const decide = addStudioCommand(parent, 'decide <id>', 'give back what was charged, or some of it, or nothing')
    .option('--refund [credits]', 'give back this much, or all that is left')
    .option('--decline', 'give back nothing')
    .option('--note <text>', 'why', '')
  does<[string]>(program, decide, async ({ surroundings, terminal }, flags, id) => {
    if ((flags.refund === undefined) === (flags.decline === undefined)) throw new Refusal('bad_usage', 'Say either --refund or --decline.')
    const amount = typeof flags.refund === 'string' ? { amount: flags.refund } : {}
    const body = { decision: flags.decline ? ('decline' as const) : ('refund' as const), ...amount, note: String(flags.note) }
    const decided = await withStudio(
      surroundings,
      flags,
      async (client) => (await client.POST('/disputes/{id}/decide', { params: { path: { id } }, body })).data,
    )
    terminal.answer(decided, () => oneText(decided))
    return 0
  })

  const withdraw = addStudioCommand(parent, 'withdraw <id>', 'take back your own')
  does<[string]>(program, withdraw, async ({ surroundings, terminal }, flags, id) => {
    const withdrawn = await withStudio(surroundings, flags, async (client) => (await client.POST('/disputes/{id}/withdraw', { params: { path: { id } } })).data)
    terminal.answer(withdrawn, () => oneText(withdrawn))
    return 0
  })

  const statistics = addStudioCommand(parent, 'statistics', 'show what became of them').option('--days <days>', 'of the last days', '90')
  does(program, statistics, async ({ surroundings, terminal }, flags) => {
    const query = { days: Number(flags.days) }
    const { data } = await withStudio(surroundings, flags, (client) => client.GET('/disputes/statistics', { params: { query }, signal: surroundings.signal }))
    terminal.answer(data, () => statisticsText(data))
    return 0
  })
}

const oneText = ({ id, state, refunded, rule }: Dispute): string =>
  `Dispute ${id} is ${state}${state === 'refunded' ? `: ${credits(refunded)} came back${rule ? ` (${plain(rule)})` : ''}` : ''}.`

function listText({ items, next }: { readonly items: readonly Dispute[]; readonly next: string | null }, { faint }: Terminal): string {
  if (items.length === 0) return 'There is no dispute.'
  const rows = items.map(({ id, openedAt, openedBy, reason, state, refunded, note }) => [
    id,
    moment(openedAt),
    plain(openedBy ?? ''),
    reason,
    state,
    refunded,
    plain(note),
  ])
  const table = columns([['Id', 'When', 'Who', 'Reason', 'State', 'Refunded', 'Note'], ...rows], ['left', 'left', 'left', 'left', 'left', 'right', 'left'])
  return [faint(table[0]!), ...table.slice(1), ...moreText(next)].join('\n')
}

function statisticsText({ days, charges, opened, open, refundedByRule, refundedByPerson, declined, refunded, medianHours }: DisputeStatistics): string {
  const half = medianHours === null ? '' : ` Half of the decisions took less than ${medianHours.toFixed(1)} hours.`
  return (
    `${counted(opened, 'dispute')} in ${counted(days, 'day')}, of ${counted(charges, 'charge')}: ${refundedByRule} refunded by a rule, ${refundedByPerson} by a person, ` +
    `${declined} declined, ${open} open; ${credits(refunded)} came back.${half}`
  )
}
