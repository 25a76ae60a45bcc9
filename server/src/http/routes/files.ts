// Projects, assets and the bytes of their versions.
import { listAssets, listVersions, readAsset, readVersion } from '../../assets/assets.ts'
import { preview } from '../../assets/preview.ts'
import { changeProject, listProjects, makeProject, readProject } from '../../projects/projects.ts'
import type { Studio } from '../../studio.ts'
import * as routes from './definitions.ts'
import type { App } from '../route.ts'
import { sendFile } from '../send-file.ts'

export function fileRoutes(app: App, studio: Studio): void {
  app.openapi(routes.listProjects, async (c) => c.json(await listProjects(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.makeProject, async (c) => c.json(await makeProject(studio, c.get('caller'), c.req.valid('json')), 201))
  app.openapi(routes.readProject, async (c) => c.json(await readProject(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.changeProject, async (c) => c.json(await changeProject(studio, c.get('caller'), c.req.valid('param').id, c.req.valid('json')), 200))
  app.openapi(routes.listAssets, async (c) => {
    const project = await readProject(studio, c.get('caller'), c.req.valid('param').id)
    return c.json(await listAssets(studio, c.get('caller'), project.id, c.req.valid('query')), 200)
  })
  app.openapi(routes.readAsset, async (c) => c.json(await readAsset(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.listVersions, async (c) => c.json(await listVersions(studio, c.get('caller'), c.req.valid('param').id, c.req.valid('query')), 200))
  app.openapi(routes.readContent, async (c) => {
    const { version, fileName } = await readVersion(studio, c.get('caller'), c.req.valid('param').id)
    const disposition = c.req.valid('query').download ? 'attachment' : 'inline'
    return sendFile(await studio.storage.localPath(version.sha256), {
      headers: {
        'content-type': version.mediaType,
        'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        etag: `"${version.sha256}"`,
      },
      asked: c.req.raw.headers,
    })
  })
  app.openapi(routes.readPreview, async (c) => {
    const { version } = await readVersion(studio, c.get('caller'), c.req.valid('param').id)
    const { edge } = c.req.valid('query')
    const headers = { 'content-type': 'image/webp', etag: `"${version.sha256}-${edge}"` }
    return sendFile(await preview(studio, version.sha256, edge), { headers, asked: c.req.raw.headers })
  })
}
