// The few real clips that hostile videos are made of: encoded once, then copied into each kind of container.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ffmpeg, openVideo } from '../../src/media/video/ffmpeg.ts'
import { makeClip, turnClip } from '../../src/media/video/test-clip.ts'

export interface Clips {
  /** The tables at the end. */
  readonly mp4: Buffer
  /** The tables at the beginning. */
  readonly faststart: Buffer
  readonly fragmented: Buffer
  readonly mov: Buffer
  readonly mkv: Buffer
  /** One frame of one colour. */
  readonly frame: Buffer
  readonly large: Buffer
  readonly turned: Buffer
  /** Of other containers, which are not read. */
  readonly others: Readonly<Record<string, Buffer>>
}

export async function makeClips(): Promise<Clips> {
  const folder = mkdtempSync(join(tmpdir(), 'keter-clips-'))
  const at = (name: string) => join(folder, name)
  const bytes = (path: string) => readFileSync(path)
  try {
    const plain = await makeClip(at('plain.mp4'), { width: 32, height: 24, rate: '12', seconds: 1 })
    const copy = async (name: string, format: string, options: Record<string, string> = {}) => bytes(await copied(plain, at(name), format, options))
    return {
      mp4: bytes(plain),
      faststart: await copy('faststart.mp4', 'mp4', { movflags: '+faststart' }),
      fragmented: await copy('fragmented.mp4', 'mp4', { movflags: '+frag_every_frame+empty_moov+default_base_moof' }),
      mov: await copy('plain.mov', 'mov'),
      mkv: await copy('plain.mkv', 'matroska'),
      frame: bytes(await makeClip(at('frame.mp4'), { width: 16, height: 16, rate: '1', seconds: 1, sound: false, picture: 'color' })),
      large: bytes(await makeClip(at('large.mp4'), { width: 640, height: 480, rate: '12', seconds: 1, sound: false })),
      turned: bytes(await turnClip(plain, at('turned.mp4'))),
      others: { 'mpeg-ts': await copy('a.ts', 'mpegts'), flv: await copy('a.flv', 'flv'), nut: await copy('a.nut', 'nut') },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function copied(from: string, to: string, format: string, options: Readonly<Record<string, string>>): Promise<string> {
  const av = await ffmpeg()
  const input = await openVideo(from, 'mp4')
  const output = await av.Muxer.open(to, { format, options: { ...options, fflags: '+bitexact' } as never, useSyncQueue: false, useAsyncWrite: false })
  const streams = input.streams.map((stream) => output.addStream(stream))
  for (const { codecpar } of output.streams) codecpar.codecTag = 0
  for await (const packet of input.packets()) if (packet) await output.writePacket(packet, streams[packet.streamIndex]!)
  await output.close()
  await input.close()
  return to
}
