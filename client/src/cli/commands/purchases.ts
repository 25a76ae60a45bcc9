// `keter purchases`: credits that are bought, or were paid elsewhere, and their invoices.
import { createHash, randomUUID } from 'node:crypto'
import type { Purchase } from '../../sdk/index.ts'
import { addStudioCommand, does, type Program } from '../command.ts'
import { addPageFlags, moreText, pageFlags } from '../page-flags.ts'
import { checkFree, save } from '../saved.ts'
import { withStudio } from '../studio.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { credits, moment, plain } from '../wording.ts'

export function addPurchases(program: Program): void {
  const parent = program.commander.command('purchases').description('credits that were bought')
  does(program, addPageFlags(addStudioCommand(parent, 'list', 'show purchases, newest first')), async ({ surroundings, terminal }, flags) => {
    const query = pageFlags(flags)
    const { data } = await withStudio(surroundings, flags, (client) => client.GET('/purchases', { params: { query }, signal: surroundings.signal }))
    terminal.answer(data, () => listText(data, terminal))
    return 0
  })

  does(program, addStudioCommand(parent, 'packs', 'show what can be bought'), async ({ surroundings, terminal }, flags) => {
    const { packs } = (await withStudio(surroundings, flags, (client) => client.GET('/plan', { signal: surroundings.signal }))).data
    const rows = packs.map(({ id, name, price }) => [plain(id), plain(name), `${price.amount} ${price.currency.toUpperCase()}`])
    terminal.answer({ packs }, () => columns([['Pack', 'Name', 'Price'], ...rows], ['left', 'left', 'right']).join('\n'))
    return 0
  })

  does<[string]>(program, addStudioCommand(parent, 'buy <pack>', 'buy a pack: answers where it is paid'), async ({ surroundings, terminal }, flags, pack) => {
    const bought = await withStudio(surroundings, flags, async (client) => {
      const params = { header: { 'idempotency-key': randomUUID() } }
      return (await client.POST('/purchases', { params, body: { pack }, signal: surroundings.signal })).data
    })
    terminal.answer(bought, () => oneText(bought))
    return 0
  })

  const record = addStudioCommand(parent, 'record', 'record credits that were paid elsewhere; they are granted at once')
    .requiredOption('--credits <number>', 'how many')
    .requiredOption('--amount <money>', 'what was paid, such as 12.50')
    .requiredOption('--currency <code>', 'such as usd')
    .requiredOption('--reference <text>', 'your own invoice number or the like; recorded once')
    .option('--note <text>', 'for the invoice')
  does(program, record, async ({ surroundings, terminal }, flags) => {
    const recorded = await withStudio(surroundings, flags, async (client) => {
      // The same reference is the same purchase: typed twice, it is granted once.
      const params = { header: { 'idempotency-key': createHash('sha256').update(String(flags.reference)).digest('hex') } }
      const note = flags.note === undefined ? {} : { note: String(flags.note) }
      const body = {
        credits: String(flags.credits),
        amount: String(flags.amount),
        currency: String(flags.currency).toLowerCase(),
        reference: String(flags.reference),
        ...note,
      }
      return (await client.POST('/purchases/recorded', { params, body, signal: surroundings.signal })).data
    })
    terminal.answer(recorded, () => oneText(recorded))
    return 0
  })

  const invoice = addStudioCommand(parent, 'invoice <id>', 'the invoice of a paid purchase, as PDF')
    .requiredOption('--out <file>', 'where to')
    .option('--force', 'overwrite')
  does<[string]>(program, invoice, async ({ surroundings, terminal }, flags, id) => {
    checkFree(surroundings, flags)
    await withStudio(surroundings, flags, async (client) =>
      save(surroundings, flags, await client.open(`/purchases/${encodeURIComponent(id)}/invoice`, { signal: surroundings.signal })),
    )
    terminal.answer({ path: String(flags.out) }, () => `Written to ${String(flags.out)}.`)
    return 0
  })
}

const moneyText = ({ amount, currency }: Purchase['money']): string => `${amount} ${currency.toUpperCase()}`

function oneText({ id, state, payAt, credits: bought, money, invoice }: Purchase): string {
  if (payAt) return `Pay ${moneyText(money)} for ${credits(bought)} at ${payAt}`
  return `Purchase ${id} is ${state}: ${credits(bought)} for ${moneyText(money)}${invoice ? `, invoice ${invoice}` : ''}.`
}

function listText({ items, next }: { readonly items: readonly Purchase[]; readonly next: string | null }, { faint }: Terminal): string {
  if (items.length === 0) return 'Nothing was bought.'
  const rows = items.map(({ id, createdAt, credits: bought, money, state, invoice, reference }) => [
    id,
    moment(createdAt),
    bought,
    moneyText(money),
    state,
    invoice ?? '',
    plain(reference ?? ''),
  ])
  const table = columns(
    [['Id', 'When', 'Credits', 'Price', 'State', 'Invoice', 'Reference'], ...rows],
    ['left', 'left', 'right', 'right', 'left', 'left', 'left'],
  )
  return [faint(table[0]!), ...table.slice(1), ...moreText(next)].join('\n')
}
