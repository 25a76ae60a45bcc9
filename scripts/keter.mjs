// `npm run -s keter -- COMMAND`: becomes the command line in the folder it was called from. Standard output is the command's alone.
import { join } from 'node:path'
import { become } from './become.mjs'
import { enter, install, root } from './install.mjs'

/** npm changes into the repository before it runs us, and says where it was called. */
const calledFromNpm = process.env.npm_lifecycle_event === 'keter' && process.cwd() === root
const folder = (calledFromNpm && process.env.INIT_CWD) || process.cwd()

await enter(async () => {
  await install()
  become([join(root, 'client', 'src', 'cli', 'main.ts'), ...process.argv.slice(2)], folder)
}, 5)
