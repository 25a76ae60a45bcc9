// Creates an empty embedded database and ends. Run as a child process: initialising in place would keep 0.8 GB for good (measured).
import { fsyncTree, openPglite } from './pglite.ts'

const folder = process.argv[2]
if (!folder) throw new Error('usage: initialise FOLDER')
const { pglite } = await openPglite(folder)
await pglite.close()
fsyncTree(folder)
process.exit(0)
