// The rival of background: @imgly/background-removal-node as its readme calls it, the same network (its "medium"), JPEG in and PNG out. It keeps its session
// between calls, as ours does. AGPL: installed for this measurement only, never shipped. Told by its parent: first the path of the picture, then "run".
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { removeBackground } = createRequire(new URL('../peers/package.json', import.meta.url))('@imgly/background-removal-node') as {
  removeBackground(picture: Blob, config: object): Promise<Blob>
}
let path = ''

process.on('message', async (message: string) => {
  if (message !== 'run') path = message
  const start = performance.now()
  if (message === 'run') {
    const picture = new Blob([readFileSync(path)], { type: 'image/jpeg' })
    await (await removeBackground(picture, { model: 'medium', output: { format: 'image/png' } })).arrayBuffer()
  }
  process.send!(performance.now() - start)
})
