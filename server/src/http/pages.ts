// The web studio: built files from web/dist, and the one page for every address that is not a file. Content-hashed files may be kept for good.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import type { App } from './route.ts'

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url))

export function pages(app: App): void {
  if (!existsSync(dist)) {
    app.get('*', (c) => c.text('The pages of the studio have not been built. Start it with `npm start`.\n', 503))
    return
  }
  app.use('/assets/*', serveStatic({ root: dist, onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable') }))
  app.use('*', serveStatic({ root: dist }))
  app.get('*', (c) => {
    // Read each time: the pages may be built again while the studio runs.
    return c.html(readFileSync(`${dist}/index.html`, 'utf8'), 200, { 'cache-control': 'no-cache' })
  })
}
