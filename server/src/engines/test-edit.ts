// What a child is given for an edit, for tests and benchmarks that go past the server.
import { type Measurement, type Options, parseEdit, resultOf } from '@keter/core'
import type { EditRequest } from './editor.ts'

export interface AskedEdit {
  readonly tool: string
  readonly quality?: string
  readonly options?: Options
}

export type EditFiles = Pick<EditRequest, 'sourcePath' | 'resultPath' | 'workFolder' | 'modelsFolder'> & Partial<EditRequest>

export function editRequest(asked: AskedEdit, measurement: Measurement, files: EditFiles): EditRequest {
  const edit = parseEdit(asked)
  return { edit, measurement, shape: resultOf(edit, measurement), pictures: {}, runtime: { providers: ['cpu'], threads: 1 }, ...files }
}
