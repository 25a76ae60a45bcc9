// `npm start`: installs and builds what is missing, then becomes the studio.
import { join } from 'node:path'
import { become } from './become.mjs'
import { enter, install, root } from './install.mjs'
import { buildWeb } from './web.mjs'

await enter(async () => {
  await install()
  await buildWeb()
  become([join(root, 'server', 'src', 'main.ts'), ...process.argv.slice(2)])
})
