import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendFile } from './send-file.ts'

describe('a file in parts', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keter-parts-'))
    await writeFile(join(folder, 'clip'), '0123456789')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const ask = async (asked: Record<string, string>) => {
    const answer: Response = await sendFile(join(folder, 'clip'), { headers: { etag: '"one"', 'content-type': 'video/mp4' }, asked: new Headers(asked) })
    return [answer.status, answer.headers.get('content-range'), answer.headers.get('content-length'), await answer.text()]
  }
  const whole = [200, null, '10', '0123456789']

  it('gives the part that is asked for, and says which it is', async () => {
    expect(await ask({ range: 'bytes=2-4' })).toEqual([206, 'bytes 2-4/10', '3', '234'])
    expect(await ask({ range: 'bytes=7-' })).toEqual([206, 'bytes 7-9/10', '3', '789'])
    expect(await ask({ range: 'bytes=-2' })).toEqual([206, 'bytes 8-9/10', '2', '89'])
    expect(await ask({ range: 'bytes=8-99' })).toEqual([206, 'bytes 8-9/10', '2', '89'])
    expect(await ask({ range: 'bytes=-99' })).toEqual([206, 'bytes 0-9/10', '10', '0123456789'])
  })

  it('gives the whole where no part, several, or one that is not there is asked for, and where the bytes are others than was thought', async () => {
    for (const range of ['bytes=10-', 'bytes=4-2', 'bytes=0-1,4-5', 'bytes=-', 'bytes=-0', 'lines=1-2', 'bytes=a-b'])
      expect(await ask({ range }), range).toEqual(whole)
    expect(await ask({})).toEqual(whole)
    expect(await ask({ range: 'bytes=2-4', 'if-range': '"other"' })).toEqual(whole)
    expect((await ask({ range: 'bytes=2-4', 'if-range': '"one"' }))[0]).toBe(206)
  })
})
