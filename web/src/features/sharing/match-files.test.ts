import { describe, expect, it } from 'vitest'
import { matchFiles, missingIn } from './match-files.ts'

const missing = (source: number, name: string, sha256: string | null = null, bytes = 10) => ({ source, name, sha256, width: 1, height: 1, bytes })
const file = (name: string, sha256?: string, bytes = 10) => ({ name, bytes, sha256 })

describe('files that a shared estimate still needs', () => {
  it('are known by their bytes, whatever they are called', () => {
    const chosen = [file('copy of b.png', 'bb'), file('a.png', 'other')]
    expect(matchFiles([missing(0, 'a.png', 'aa'), missing(3, 'b.png', 'bb')], chosen)).toEqual([{ source: 3, file: chosen[0] }])
  })

  it('are known by name and size where one of the two has no hash', () => {
    const chosen = [file('a.png', undefined, 11), file('a.png', undefined, 10)]
    expect(matchFiles([missing(0, 'a.png', 'aa')], chosen)).toEqual([{ source: 0, file: chosen[1] }])
    expect(matchFiles([missing(0, 'a.png')], [file('b.png', 'bb')])).toEqual([])
  })

  it('are used once each', () => {
    const chosen = [file('a.png', 'aa'), file('again.png', 'aa')]
    expect(matchFiles([missing(0, 'a.png', 'aa'), missing(1, 'a.png', 'aa'), missing(2, 'a.png', 'aa')], chosen).map(({ source }) => source)).toEqual([0, 1])
  })

  it('are read from the refusal that names them, and from no other', () => {
    const data = { project: null, missing: [missing(0, 'a.png')] }
    expect(missingIn({ code: 'sources_not_uploaded', data })).toEqual(data)
    expect(missingIn({ code: 'not_found', data })).toBeNull()
    expect(missingIn({ code: 'sources_not_uploaded' })).toBeNull()
  })
})
