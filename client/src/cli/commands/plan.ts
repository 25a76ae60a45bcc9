// `keter plan`: what the workspace has agreed to, what a change would come to, and which plan would have been cheapest.
import { randomUUID } from 'node:crypto'
import { Refusal } from '@keter/core'
import type { Plan, PlanAdvice, PlanChange, PlanPreview } from '../../sdk/index.ts'
import { addStudioCommand, does, type Program } from '../command.ts'
import { Cancelled } from '../ending.ts'
import { withStudio } from '../studio.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { counted, credits, moment, plain } from '../wording.ts'

const times = ['now', 'period-end'] as const

export function addPlan(program: Program): void {
  const parent = program.commander.command('plan').description('the plan of the workspace')
  does(
    program,
    addStudioCommand(parent, 'show', 'show the plan, its period, all plans, and when credits will run out'),
    async ({ surroundings, terminal }, flags) => {
      const { data } = await withStudio(surroundings, flags, (client) => client.GET('/plan', { signal: surroundings.signal }))
      terminal.answer(data, () => planText(data, terminal))
      return 0
    },
  )

  const change = addStudioCommand(parent, 'change <plan>', 'change to another plan; what it comes to is shown before')
    .option('--when <when>', times.join(' or '), 'now')
    .option('--yes', 'do not ask')
  does<[string]>(program, change, async ({ surroundings, terminal }, flags, plan) => {
    const when = times.find((known) => known === flags.when)
    if (!when) throw new Refusal('bad_usage', `--when is ${JSON.stringify(flags.when)}; it is ${times.join(' or ')}.`)
    if (!flags.yes && !terminal.interactive) throw new Refusal('bad_usage', 'There is no terminal to confirm the change in: add --yes.', { missing: '--yes' })
    const changed = await withStudio(surroundings, flags, async (client) => {
      const preview = (await client.POST('/plan/preview', { body: { plan, when }, signal: surroundings.signal })).data
      terminal.note(previewText(preview))
      if (!flags.yes && !(await terminal.confirm(`Change to ${plain(plan)}?`))) throw new Cancelled('Not confirmed; nothing was changed.')
      return (await client.POST('/plan/change', { params: { header: { 'idempotency-key': randomUUID() } }, body: { plan, when } })).data
    })
    terminal.answer(changed, () => changeText(changed))
    return 0
  })

  does(program, addStudioCommand(parent, 'cancel', 'cancel a change that waits for the end of the period'), async ({ surroundings, terminal }, flags) => {
    await withStudio(surroundings, flags, (client) => client.DELETE('/plan/change', { signal: surroundings.signal }))
    terminal.answer({ cancelled: true }, () => 'Cancelled: the plan stays.')
    return 0
  })

  does(program, addStudioCommand(parent, 'advice', 'show which plan would have been cheapest for what was done'), async ({ surroundings, terminal }, flags) => {
    const { data } = await withStudio(surroundings, flags, (client) => client.GET('/plan/advice', { signal: surroundings.signal }))
    terminal.answer(data, () => adviceText(data, terminal))
    return 0
  })
}

type Money = Plan['price']
const moneyText = (money: Money): string => (money ? `${money.amount} ${money.currency.toUpperCase()}` : 'no price')

function planText({ plan, name, period, pending, plans, runOut }: Plan, { faint }: Terminal): string {
  const rows = plans.map((one) => [
    one.id === plan ? `${plain(one.id)} *` : plain(one.id),
    `${moneyText(one.price)} a ${one.unit}`,
    one.grant,
    one.rollOver,
    `${one.discountPercent} %`,
  ])
  const table = columns([['Plan', 'Price', 'Grant', 'Rolls over', 'Off'], ...rows], ['left', 'left', 'right', 'right', 'right'])
  const out = runOut.likely
    ? `At ${runOut.pace} credits a day they run out about ${moment(runOut.likely)}.`
    : 'Credits do not run out within a year at this pace.'
  return [
    `${plain(name)}, from ${moment(period.from)} to ${moment(period.until)}`,
    ...(pending ? [`Changes to ${plain(pending.to)} at ${moment(pending.takesEffect)}.`] : []),
    runOut.pace === null ? 'Nothing was spent yet.' : out,
    ...runOut.expiringSoon.map(({ amount, at }) => `${credits(amount)} end at ${moment(at)}.`),
    '',
    faint(table[0]!),
    ...table.slice(1),
  ].join('\n')
}

const previewText = ({ from, to, takesEffect, credits: granted, due, keepsAtMost }: PlanPreview): string =>
  [
    `From ${plain(from)} to ${plain(to)} at ${moment(takesEffect)}: ${credits(granted)} granted for the rest of the period, ${due ? `${moneyText(due)} due` : 'no price is said'}.`,
    ...(keepsAtMost === null ? [] : [`What the plan granted is cut to ${credits(keepsAtMost)}.`]),
  ].join(' ')

const changeText = ({ to, state, takesEffect, credits: granted, cut }: PlanChange): string =>
  state === 'pending'
    ? `The plan changes to ${plain(to)} at ${moment(takesEffect)}.`
    : `The plan is ${plain(to)}: ${credits(granted)} granted${cut === '0' ? '' : `, ${credits(cut)} cut`}.`

const verdicts: Record<PlanAdvice['why'], string> = {
  'too-little-history': 'There is too little to go by: it takes 14 days and 5 edits.',
  'no-prices': 'The price book names no prices of plans to compare.',
  stay: 'The present plan is the cheapest.',
  upgrade: 'A larger plan would have been cheaper',
  downgrade: 'A smaller plan would have been cheaper',
}

function adviceText({ why, best, current, edits, from, until, plans }: PlanAdvice, { faint }: Terminal): string {
  const rows = plans.map((one) => [
    one.plan === current ? `${plain(one.plan)} *` : plain(one.plan),
    one.money ? moneyText(one.money) : '',
    one.spent,
    one.expired,
    `${one.packs}`,
    `${one.refused + one.short}`,
  ])
  const table = columns(
    [['Plan', 'Would have cost', 'Spent', 'Expired', 'Packs', 'Not possible'], ...rows],
    ['left', 'right', 'right', 'right', 'right', 'right'],
  )
  const said = why === 'upgrade' || why === 'downgrade' ? `${verdicts[why]}: ${plain(best ?? '')}.` : verdicts[why]
  return [`${counted(edits, 'edit')} from ${moment(from)} to ${moment(until)}. ${said}`, '', faint(table[0]!), ...table.slice(1)].join('\n')
}
