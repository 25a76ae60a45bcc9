// MP4 whose media are kept elsewhere, as QuickTime allows: at an address, in a file by its path, or by an alias of the Finder.
import { box, joined, u16, u32 } from './bytes.ts'
import { replaced } from './boxes.ts'
import type { Bait } from './file.ts'

export function referring(clip: Buffer, { url, canary }: Bait): Record<'address' | 'file' | 'alias', Buffer> {
  const by = (type: string, content: Uint8Array) => replaced(clip, 'dref', box('dref', joined(u32(0, 1), box(type, content))))
  return {
    address: by('url ', joined(u32(0), `${url}/dref\0`)),
    file: by('url ', joined(u32(0), `file://${canary}\0`)),
    alias: by('alis', alias(canary)),
  }
}

/** An alias of version 2 on no volume, with a path from the root. */
function alias(path: string): Buffer {
  const name = path.split('/').at(-1)!
  const record = Buffer.alloc(150)
  record.writeUInt16BE(2, 4)
  record[50] = name.length
  record.write(name, 51)
  const tail = joined(u16(2, path.length), path, path.length % 2 === 1 ? '\0' : '', u16(0xffff, 0))
  return joined(u32(0), record, tail)
}
