// One at a time, across processes: work that changes node_modules or web/dist takes a folder as its lock.
// The holder touches the folder as long as it lives, so the lock of a process that was killed is given up after a few seconds.
import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs'

const beatMs = 2_000
const givenUpAfterMs = 12_000

/**
 * Runs `work` while no other process runs work under the same lock.
 * @template T
 * @param {string} lock a folder that does not exist while nobody works
 * @param {() => Promise<T>} work must not block the event loop for long: the lock would look given up
 * @param {() => void} onWait called once when another process is at it
 * @returns {Promise<T>}
 */
export async function exclusively(lock, work, onWait) {
  for (let waited = false; !taken(lock); waited = true) {
    if (!waited) onWait()
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const beat = setInterval(() => touch(lock), beatMs)
  const release = () => rmSync(lock, { recursive: true, force: true })
  const interrupted = () => process.exit(130)
  process.once('exit', release).once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    release()
    process.off('exit', release).off('SIGINT', interrupted).off('SIGTERM', interrupted)
  }
}

/** @param {string} lock */
function taken(lock) {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  if (ageMs(lock) > givenUpAfterMs) rmSync(lock, { recursive: true, force: true })
  return false
}

/** @param {string} lock */
function ageMs(lock) {
  const found = statSync(lock, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}

/** @param {string} lock */
function touch(lock) {
  const now = new Date()
  try {
    utimesSync(lock, now, now)
  } catch {
    // Taken for given up while this machine slept; the work itself goes on.
  }
}
