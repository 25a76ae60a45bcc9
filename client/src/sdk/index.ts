// The SDK: everything the studio can do, typed from openapi.json. Nothing of Node is needed to load it.
export { createClient, type StudioAddress, type StudioClient } from './client.ts'
export { downloadVersion } from './download.ts'
export { newIdempotencyKey } from './idempotency.ts'
export { exitCodeOf, StudioRefusal, StudioUnreachable } from './refusal.ts'
export type * from './types.ts'
export { type AssetUpload, uploadAsset } from './upload.ts'
export { type RunProgress, type RunWatch, watchRun } from './watch.ts'
