// Trained networks, loaded as ONNX sessions. Runs in a child.
import * as ort from 'onnxruntime-node'
import type { Runtime } from './editor.ts'

/** Loaded networks stay for the next run; few, because each keeps the memory of its largest tile. */
const loaded = new Map<string, Promise<ort.InferenceSession>>()
const mostLoaded = 2

export async function loadNetwork(path: string, runtime: Runtime): Promise<ort.InferenceSession> {
  const session = loaded.get(path) ?? createSession(path, runtime)
  // Set again, so that the map is ordered by last use.
  loaded.delete(path)
  loaded.set(path, session)
  const [oldest] = loaded.keys()
  if (loaded.size > mostLoaded && oldest !== undefined) {
    const dropped = loaded.get(oldest)
    loaded.delete(oldest)
    await (await dropped)?.release()
  }
  return session
}

function createSession(path: string, { providers, threads }: Runtime): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(path, {
    executionProviders: [...providers],
    intraOpNumThreads: threads,
    // A pattern is kept for each shape ever seen; pictures come in many, and it gains no time here.
    enableMemPattern: false,
    logSeverityLevel: 3,
  })
}
