// FFmpeg, behind one interface: the only file that loads it, always in a child process of its own, never in the server.
// It comes as the optional package node-av; where an operator left it out, videos are measured but not edited, and the refusal says why.
// The encoders used are named here. The package also lists fdk_aac, which is never used (docs/decisions/2026-11-27-ffmpeg.md).
import { Refusal } from '@keter/core'
import type { Demuxer } from 'node-av/api'
import { EngineError } from '../engine-error.ts'

export type Ffmpeg = typeof import('node-av/api') & typeof import('node-av/constants') & Pick<typeof import('node-av/lib'), 'Codec' | 'Frame' | 'FFmpegError'>

let loaded: Promise<Ffmpeg> | undefined

/** @throws Refusal `unsupported_edit` where the package is not installed */
export function ffmpeg(): Promise<Ffmpeg> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Ffmpeg> {
  try {
    const [api, constants, lib] = await Promise.all([import('node-av/api'), import('node-av/constants'), import('node-av/lib')])
    // Errors only; what FFmpeg says about a file is no log line of the studio.
    lib.Log.setLevel(constants.AV_LOG_ERROR)
    return { ...constants, ...api, Codec: lib.Codec, Frame: lib.Frame, FFmpegError: lib.FFmpegError }
  } catch (cause) {
    throw new Refusal('unsupported_edit', 'Videos cannot be edited here: the optional package node-av (FFmpeg) is not installed for this machine.', {
      missing: 'node-av',
      why: cause instanceof Error ? cause.message.split('\n')[0] : String(cause),
    })
  }
}

/** Of the formats that are measured, FFmpeg's name. Naming it keeps FFmpeg from guessing another, such as a playlist. */
const demuxers: Readonly<Record<string, string>> = { mp4: 'mov', mov: 'mov', webm: 'matroska', mkv: 'matroska', gif: 'gif', nut: 'nut' }

/** Opens a file of a measured format. It can neither reach the network nor name another file. */
export async function openVideo(path: string, format: string): Promise<Demuxer> {
  const { Demuxer } = await ffmpeg()
  const name = demuxers[format]
  if (!name) throw new EngineError('engine_failed', `Videos of the format ${format} are not read.`, false)
  return Demuxer.open(path, { format: name, copyTs: true, options: { protocol_whitelist: 'file', format_whitelist: name } as never })
}
