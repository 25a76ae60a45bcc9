// Video edits in this process, for tests of what comes out; the ways in which a child can end are the contract's (contract/).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureVideo } from '../media/video/measure.ts'
import { edit } from './editors.ts'
import { type AskedEdit, editRequest } from './test-edit.ts'

export function videoFolder(modelsFolder?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'keter-video-'))
  let count = 0
  return {
    at: (name: string) => join(folder, name),
    async edited(sourcePath: string, asked: AskedEdit, pictures: Readonly<Record<string, string>> = {}) {
      const source = await measureVideo({ path: sourcePath })
      const name = `result-${count++}`
      const files = { sourcePath, pictures, resultPath: join(folder, name), workFolder: join(folder, `${name}-work`), modelsFolder: modelsFolder ?? folder }
      const request = editRequest(asked, source, files)
      const { measurement } = await edit(request, { onProgress: () => undefined })
      return { path: request.resultPath, source, result: await measureVideo({ path: request.resultPath }), measurement, shape: request.shape }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
