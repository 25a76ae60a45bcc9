// `npm run -s chaos -- --minutes 10`: kills connections and processes that work on a ledger, for that long, and says what was lost. Nothing ever is.
import { join } from 'node:path'
import { become } from './become.mjs'
import { enter, install, root } from './install.mjs'

await enter(async () => {
  await install()
  become([join(root, 'scripts', 'chaos', 'main.ts'), ...process.argv.slice(2)], root)
}, 2)
