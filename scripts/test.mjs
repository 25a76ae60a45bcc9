// `npm test`: installs what is missing, then runs every check on the product's own Node. `npm test -- PATTERN` runs a part.
import { join } from 'node:path'
import { become } from './become.mjs'
import { enter, install, root } from './install.mjs'

await enter(async () => {
  await install({ log: console.log }).catch((error) => {
    console.log('0 passed, 1 failed')
    throw error
  })
  become([join(root, 'scripts', 'test', 'main.ts'), ...process.argv.slice(2)], root)
})
