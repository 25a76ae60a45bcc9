// Takes the lock of a folder and keeps it until it is killed.
import { lockFolder } from './lock.ts'

await lockFolder(process.argv[2]!)
process.send!('locked')
setInterval(() => {}, 1000)
