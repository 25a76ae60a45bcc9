// Uploads by tus: resumable, into a folder of the data folder. A finished upload becomes an asset at once, or is refused with its reason.
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { mayDo, problemOf, Refusal } from '@keter/core'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { addAsset } from '../assets/add-asset.ts'
import type { Studio } from '../studio.ts'
import { readWorkspace } from '../workspaces/create-workspace.ts'
import type { Caller } from './route.ts'

/** @param callerOf the caller that the HTTP layer found for this request */
export function createUploads(
  studio: Studio,
  folder: string,
  callerOf: (request: Request) => Caller,
): { handle: (request: Request) => Promise<Response>; sweep: () => Promise<void> } {
  const directory = join(folder, 'uploads')
  const store = new FileStore({ directory, expirationPeriodInMilliseconds: 24 * 3_600_000 })
  const tus = new Server({
    path: '/api/v1/uploads',
    datastore: store,
    relativeLocation: true,
    respectForwardedHeaders: false,
    maxSize: async (request) => {
      const { plan } = await readWorkspace(studio.database.query, callerOf(request).workspace)
      return studio.books.current.plans.get(plan)!.terms.limits.uploadMegabytes * 1e6
    },
    namingFunction: () => studio.newId('upload'),
    onIncomingRequest: async (request, id) => {
      const caller = callerOf(request)
      if (!mayDo(caller.role, 'asset.write')) throw refused(new Refusal('not_allowed', `The role "${caller.role}" may not upload.`))
      if (request.method === 'POST' || !id) return
      // An upload of another workspace does not exist for this caller.
      const owner = await store.getUpload(id).then(
        ({ metadata }) => metadata?.workspace,
        () => undefined,
      )
      if (owner !== undefined && owner !== caller.workspace) throw refused(new Refusal('not_found', `There is no upload ${id}.`))
    },
    onUploadCreate: async (request, upload) => {
      const caller = callerOf(request)
      const name = upload.metadata?.filename?.trim()
      const project = upload.metadata?.project
      if (!name || name.length > 200 || !project)
        throw refused(
          new Refusal('malformed_request', 'Upload-Metadata needs filename (at most 200 characters) and project.', { fields: ['filename', 'project'] }),
        )
      const known = await studio.database.query
        .selectFrom('keter.projects')
        .select('id')
        .where('id', '=', project)
        .where('workspace_id', '=', caller.workspace)
        .executeTakeFirst()
      if (!known) throw refused(new Refusal('not_found', `There is no project ${project}.`))
      if (upload.size === 0) throw refused(new Refusal('source_empty', `${name} has 0 bytes.`))
      return { metadata: { filename: name, project, workspace: caller.workspace } }
    },
    onUploadFinish: async (request, upload) => {
      const caller = callerOf(request)
      const path = join(directory, upload.id)
      try {
        const asset = await addAsset(studio, caller, { path, name: upload.metadata!.filename!, project: upload.metadata!.project!, upload: upload.id })
        await unlink(`${path}.json`).catch(() => {})
        return { headers: { 'Keter-Asset': asset.id } }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        await store.remove(upload.id).catch(() => {})
        throw refused(error)
      }
    },
    onResponseError: async (_request, error) => {
      if ('body' in error) return undefined
      studio.log.error({ error: String((error as Error).stack ?? error) }, 'an upload failed')
      return undefined
    },
  })
  return {
    handle: async (request) => asProblem(await tus.handleWeb(request)),
    sweep: async () => {
      await store.deleteExpired()
    },
  }
}

/** tus answers with what is thrown here, if it has this shape. */
function refused(refusal: Refusal): { status_code: number; body: string } {
  const problem = problemOf(refusal)
  return { status_code: problem.status, body: JSON.stringify(problem) }
}

async function asProblem(response: Response): Promise<Response> {
  if (response.status < 400) return response
  const text = await response.text()
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  if (!text.startsWith('{')) return new Response(text, { status: response.status, headers })
  headers.set('content-type', 'application/problem+json')
  return new Response(text, { status: response.status, headers })
}
