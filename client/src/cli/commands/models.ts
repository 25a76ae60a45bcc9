// `keter models`: the model packs of a studio, their size and licence; add and remove.
import { setTimeout as pause } from 'node:timers/promises'
import { type ModelPack, StudioRefusal, type StudioClient } from '../../sdk/index.ts'
import { addStudioCommand, does, type Program } from '../command.ts'
import { startProgress } from '../progress.ts'
import { withStudio } from '../studio.ts'
import type { Surroundings } from '../surroundings.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { plain } from '../wording.ts'

const lookEveryMs = 500

export function addModels(program: Program): void {
  const parent = program.commander.command('models').description('models that tools need: what is installed, what can be, size and licence')
  const list = addStudioCommand(parent, 'list', 'show the model packs', { isDefault: true })
  does(program, list, async ({ surroundings, terminal }, flags) => {
    const { data } = await withStudio(surroundings, flags, (client) => client.GET('/models', { signal: surroundings.signal }))
    terminal.answer(data, () => listText(data, terminal))
    return 0
  })
  const add = addStudioCommand(parent, 'add <id>', 'install a model pack from the npm registry')
  does<[string]>(program, add, async ({ surroundings, terminal }, flags, id) => {
    const installed = await withStudio(surroundings, flags, (client) => install(client, id, surroundings, terminal))
    terminal.answer(installed, () => `Installed ${plain(installed.id)}: ${megabytes(installed.installedBytes)} on the disk.`)
    return 0
  })
  const remove = addStudioCommand(parent, 'remove <id>', 'remove a model pack from the disk')
  does<[string]>(program, remove, async ({ surroundings, terminal }, flags, id) => {
    const params = { path: { id } }
    const { data } = await withStudio(surroundings, flags, (client) => client.DELETE('/models/{id}', { params, signal: surroundings.signal }))
    terminal.answer(data, () => `Removed ${plain(data.id)}.`)
    return 0
  })
}

/** Begins, shows how far it is, and ends when the studio says that it is installed, or why it is not. */
async function install(client: StudioClient, id: string, { signal }: Surroundings, terminal: Terminal): Promise<ModelPack> {
  let { data: pack } = await client.POST('/models/{id}/install', { params: { path: { id } }, signal })
  const { licence } = pack
  if (pack.state === 'installing')
    terminal.note(`${plain(pack.title)}: a download of ${megabytes(pack.downloadBytes)}, weights under ${plain(licence.weights)}. ${plain(licence.notice)}`)
  if (licence.unclear) terminal.note(`Unclear: ${plain(licence.unclear)}`)
  const progress = startProgress(terminal, 'Installing')
  try {
    while (pack.state === 'installing') {
      progress.update(shareOf(pack), pack.progress?.step === 'convert' ? 'converting' : 'downloading')
      await pause(lookEveryMs, undefined, { signal })
      pack = await readPack(client, id, signal)
    }
  } finally {
    progress.stop()
  }
  if (pack.state === 'installed') return pack
  throw new StudioRefusal(pack.problem!)
}

async function readPack(client: StudioClient, id: string, signal: AbortSignal): Promise<ModelPack> {
  const { data } = await client.GET('/models', { signal })
  return data.items.find((each) => each.id === id)!
}

/** The download takes most of the time. */
function shareOf({ progress }: ModelPack): number {
  if (!progress) return 1
  return progress.step === 'download' ? progress.share * 0.8 : 0.8 + progress.share * 0.2
}

const megabytes = (bytes: number): string => (bytes === 0 ? '0 MB' : `${Math.max(1, Math.round(bytes / 1e6))} MB`)

function listText({ items, usedBytes }: { readonly items: readonly ModelPack[]; readonly usedBytes: number }, { faint }: Terminal): string {
  const rows = items.map(({ id, state, downloadBytes, installedBytes, licence, purpose }) => [
    plain(id),
    state,
    megabytes(state === 'installed' ? installedBytes : downloadBytes),
    `${plain(licence.weights)}${licence.unclear ? ' (?)' : ''}`,
    plain(purpose),
  ])
  const [head, ...table] = columns([['Pack', 'State', 'Size', 'Licence', 'For'], ...rows], ['left', 'left', 'right', 'left', 'left'])
  const unclear = items.filter(({ licence }) => licence.unclear).map(({ id, licence }) => `(?) ${plain(id)}: ${plain(licence.unclear!)}`)
  return [faint(head!), ...table, '', `Installed: ${megabytes(usedBytes)}. Add one: keter models add ID`, ...unclear].join('\n')
}
