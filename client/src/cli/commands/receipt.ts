// `keter receipt ID`: a receipt once more.
import { addStudioCommand, does, type Program } from '../command.ts'
import { receiptText } from '../receipt-text.ts'
import { withStudio } from '../studio.ts'

export function addReceipt(program: Program): void {
  does(
    program,
    addStudioCommand(program.commander, 'receipt <id>', 'show a receipt: quoted, held, charged, returned, and why'),
    async ({ surroundings, terminal }, flags, id: string) => {
      const { data } = await withStudio(surroundings, flags, (client) =>
        client.GET('/receipts/{id}', { params: { path: { id } }, signal: surroundings.signal }),
      )
      terminal.answer(data, () => receiptText(data, terminal))
      return 0
    },
  )
}
