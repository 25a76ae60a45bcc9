// Rules for videos: what holds for pictures, on a few frames, and what only videos have: number of frames, length, sound.
import { type Edit, framesWithin, partOf, type ResultShape, type VideoMeasurement } from '@keter/core'
import { measureVideo } from '../../media/video/measure.ts'
import type { Finding, Inspection } from '../engine.ts'
import { notBlank, samePicture } from './as-asked.ts'
import { defect, type InspectionRequest, inspectionOf } from './finding.ts'
import { type Frames, framesOf } from './frames.ts'
import { cutLike } from './cut.ts'
import { contrastOf, differenceOf, type Pixels, unchangedShare } from './pixels.ts'
import { decodes, measuredResult, rightFormat, rightSize } from './result.ts'
import { sameScene } from './scene.ts'

/** Frames that are looked at, evenly from the first to the last. */
const looked = 8
/** A cut may fall on either side of a frame, and a container counts time in ticks. */
const framesOff = 1
const durationOff = 0.02
/** Of a person before another background, as of a picture's. */
const leastKept = 0.002
const mostKept = 0.995
/** Longer edge of the frames that are compared. */
const longest = 640

export async function inspectVideo(request: InspectionRequest, source: VideoMeasurement, expected: ResultShape): Promise<Inspection> {
  const { edit, resultPath } = request
  const measured = await measuredResult(() => measureVideo({ path: resultPath }))
  if (!('media' in measured)) return inspectionOf([measured])
  const told = [rightSize(expected, measured), rightFormat(expected, measured), rightLength(edit, source, expected, measured)]
  // Few colours, and frames of their own: a GIF is judged by its tables alone.
  if (expected.format === 'gif') return inspectionOf([decodes(measured), ...told])
  const numbers = numbersOf(edit, source, measured)
  const { before: sourceSize, after: size } = comparedSizes(edit, expected, source)
  try {
    const after = await framesOf(
      resultPath,
      measured,
      numbers.flatMap(({ result }) => (edit.tool === 'video-interpolate' ? [result, result + 1, result + 2] : [result])),
      { size, toItsEnd: true },
    )
    // Of a long source, a preview was made of the first second: no more of it has to be decoded.
    const before = await framesOf(
      request.sourcePath,
      source,
      numbers.map((pair) => pair.source),
      { size: sourceSize },
    )
    return inspectionOf([
      decodes(measured, after.count === measured.frames, `${after.count} of ${measured.frames} frames can be decoded.`),
      ...told,
      soundKept(edit, source, measured),
      ...picturesOf(edit, numbers, before, after),
      ...(edit.tool === 'video-interpolate' ? between(numbers, after) : []),
    ])
  } catch (error) {
    return inspectionOf([decodes(measured, false, `A frame cannot be decoded: ${(error as Error).message.replaceAll(resultPath, 'the file')}`)])
  }
}

function rightLength(edit: Edit, source: VideoMeasurement, { frames = 0, durationMs = 0 }: ResultShape, result: VideoMeasurement): Finding {
  const frameMs = result.durationMs / result.frames
  // How many frames lie in a part of a video with an uneven rate is not told by its measurement.
  const uneven = source.variable === true && isPart(edit, source)
  const ok =
    Math.abs(result.frames - frames) <= (uneven ? frames / 2 : framesOff) &&
    Math.abs(result.durationMs - durationMs) <= Math.max(2 * frameMs, durationOff * durationMs)
  const words = `${result.frames} frames in ${seconds(result.durationMs)}${ok ? '' : `, instead of ${frames} in ${seconds(durationMs)}`}`
  return defect('I14', 'Right length', ok, words)
}

function isPart(edit: Edit, source: VideoMeasurement): boolean {
  const { startMs, endMs } = partOf(edit, source)
  return startMs > 0 || endMs < source.durationMs
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

function soundKept({ options }: Edit, source: VideoMeasurement, result: VideoMeasurement): Finding {
  const name = 'Sound still there'
  if (options.mute === true || options.motion === 'slow')
    return defect('I15', name, result.audioTracks === 0, result.audioTracks === 0 ? 'None was asked for.' : 'There is sound where none was asked for.')
  const ok = result.audioTracks === source.audioTracks
  return defect('I15', name, ok, `${result.audioTracks} of ${source.audioTracks} sound tracks`)
}

interface Pair {
  /** Number of a frame of the result, and of the source's that it was made of. */
  readonly result: number
  readonly source: number
}

function numbersOf(edit: Edit, source: VideoMeasurement, { frames }: VideoMeasurement): Pair[] {
  const first = framesWithin(partOf(edit, source), source).from
  const every = edit.tool === 'video-interpolate' ? 2 : 1
  const last = Math.floor((frames - 1) / every)
  const count = Math.min(looked, last + 1)
  const chosen = Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.round((index * last) / (count - 1))))
  return [...new Set(chosen)].map((number) => ({ result: number * every, source: first + number }))
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Frames are compared in the size of the smaller, upright; what was cut out is as much smaller as the source is then. */
function comparedSizes(edit: Edit, expected: ResultShape, source: VideoMeasurement): { before: Size; after: Size } {
  if (edit.tool === 'video-reframe') {
    const shrink = Math.max(1, Math.max(source.width, source.height) / (longest / 2))
    return { before: shrunk(source, shrink), after: shrunk(expected, shrink) }
  }
  const small = expected.width < source.width ? expected : source
  const size = shrunk(small, Math.max(1, Math.max(small.width, small.height) / longest))
  return { before: size, after: size }
}

const shrunk = ({ width, height }: Size, by: number): Size => ({ width: Math.max(1, Math.round(width / by)), height: Math.max(1, Math.round(height / by)) })

function picturesOf(edit: Edit, numbers: readonly Pair[], before: Frames, after: Frames): Finding[] {
  const pairs = numbers.flatMap(({ result, source }): (readonly [Pixels, Pixels])[] => {
    const [wanted, actual] = [before.pictures.get(source), after.pictures.get(result)]
    return wanted && actual ? [[edit.tool === 'video-reframe' ? cutLike(wanted, actual) : wanted, actual]] : []
  })
  // A frame that is a defect speaks for the video; where none is, the last one does.
  const worst = (rule: (wanted: Pixels, actual: Pixels) => Finding): Finding[] => {
    const findings = pairs.map(([wanted, actual]) => rule(wanted, actual))
    const found = findings.find(({ ok }) => !ok) ?? findings.at(-1)
    return found ? [found] : []
  }
  if (edit.tool === 'video-background') return [...worst((wanted, actual) => notBlank(wanted, actual, edit)), ...personKept(edit, pairs)]
  const still = stillness(pairs)
  const shown = ownRule(edit)
  return [...worst((wanted, actual) => notBlank(wanted, actual, edit)), ...still, ...worst(shown)]
}

function ownRule(edit: Edit): (wanted: Pixels, actual: Pixels) => Finding {
  if (edit.tool === 'video-upscale' && edit.quality === 'restore') return sameScene
  if (edit.tool === 'video-denoise') return sameScene
  return (wanted, actual) => samePicture(wanted, actual, edit)
}

/** I9: of all that is looked at together, because a person may come and go. What is blurred and has no detail stays as it was, so there the upper bound says nothing. */
function personKept({ options: { background } }: Edit, pairs: readonly (readonly [Pixels, Pixels])[]): Finding[] {
  if (pairs.length === 0) return []
  const shares = pairs.map(([before, after]) => unchangedShare(before, after))
  const share = shares.reduce((sum, each) => sum + each, 0) / shares.length
  const ok = share >= leastKept && (share <= mostKept || background === 'blurred')
  return [defect('I9', 'Something kept, something taken away', ok, `${(share * 100).toFixed(1)} % of what is shown was kept.`)]
}

/** I16: a result that stands still where the source moves lost its frames, whatever it counts. */
function stillness(pairs: readonly (readonly [Pixels, Pixels])[]): Finding[] {
  const [first] = pairs
  if (!first || pairs.length < 2) return []
  const moved = (side: 0 | 1) => Math.max(...pairs.slice(1).map((pair) => (sameSize(pair[side], first[side]) ? differenceOf(pair[side], first[side]) : 0)))
  const [source, result] = [moved(0), moved(1)]
  const visible = source > 1 && contrastOf(first[0]) > 1
  return [
    defect(
      'I16',
      'Moves where the source moves',
      !visible || result > source * 0.1,
      `Frames differ by up to ${result.toFixed(1)} of 255; the source's by ${source.toFixed(1)}.`,
    ),
  ]
}

/** Beyond what encoding changes, of 255. */
const drawnOff = 4

/** I17: a frame that was drawn between two others differs from neither by more than they differ from each other. */
function between(numbers: readonly Pair[], { pictures }: Frames): Finding[] {
  const beyond = numbers.flatMap(({ result }) => {
    const [one, drawn, other] = [result, result + 1, result + 2].map((number) => pictures.get(number))
    return one && drawn && other ? [Math.max(differenceOf(one, drawn), differenceOf(drawn, other)) - differenceOf(one, other)] : []
  })
  const most = Math.max(0, ...beyond)
  const words = `At the most, one differs from its neighbours by ${most.toFixed(1)} of 255 more than they from each other (${drawnOff} is allowed).`
  return [defect('I17', 'Drawn frames lie between', most <= drawnOff, words)]
}

const sameSize = (a: Pixels, b: Pixels): boolean => a.width === b.width && a.height === b.height
