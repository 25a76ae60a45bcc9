// The tools that edit videos. Sound is kept as it is wherever the time does not change.
import type { Option, Tool } from './entry.ts'
import { colour } from './options.ts'

const preview = {
  kind: 'flag',
  default: false,
  label: 'Preview',
  help: 'Only the first second, at the price of a draft.',
} as const satisfies Option

const upscale: Tool = {
  id: 'video-upscale',
  verb: 'Upscale video',
  title: 'Video upscale',
  media: 'video',
  summary: 'Enlarges a video two to four times, frame by frame; sound, frame rate and rotation stay.',
  help: 'Fast sharpens edges and is about as true to the source as a plain enlargement. Standard restores detail in clean footage; in compressed footage it keeps the blocks and is no truer. Restore cleans compression as well: what it draws looks better and is further from the original, by the numbers, than a plain enlargement. Every frame goes through the model, so a long video takes long: look at the preview first.',
  qualities: [
    { id: 'fast', label: 'Fast', help: 'Sharper edges, in about the length of the video at 320 x 180.' },
    { id: 'standard', label: 'Standard', help: 'Finer detail for clean footage; about three times as long.' },
    { id: 'restore', label: 'Restore', help: 'Takes compression away as well; about ten times as long.' },
  ],
  options: {
    scale: { kind: 'choice', values: [2, 3, 4], default: 2, label: 'Scale', help: 'How many times wider and higher the result is.' },
    preview,
  },
}

const interpolate: Tool = {
  id: 'video-interpolate',
  verb: 'Interpolate',
  title: 'Interpolate frames',
  media: 'video',
  summary: 'Makes the frames between the frames: smoother motion, or slow motion.',
  help: 'A trained model follows the motion from each frame to the next and draws the one between. Where the picture jumps to another scene, the last frame is held instead. Slow motion has no sound.',
  qualities: [],
  options: {
    motion: {
      kind: 'choice',
      values: ['smooth', 'slow'],
      default: 'smooth',
      label: 'Motion',
      help: 'Twice the frames in the same time, or in twice the time.',
    },
    preview,
  },
}

const denoise: Tool = {
  id: 'video-denoise',
  verb: 'Denoise video',
  title: 'Denoise video',
  media: 'video',
  summary: 'Takes grain out of a video, steadily from frame to frame.',
  help: 'Looks at each frame together with the ones before and after it, so that grain goes evenly and what moves stays sharp. 40 is for the grain of an evening, 90 for the worst; strong settings soften fine texture.',
  qualities: [],
  options: {
    strength: { kind: 'integer', min: 1, max: 100, default: 40, label: 'Strength', help: 'How much grain is taken out.' },
    preview,
  },
}

const background: Tool = {
  id: 'video-background',
  verb: 'Change background',
  title: 'Blur or replace background',
  media: 'video',
  summary: 'Blurs or replaces what is behind one person.',
  help: 'For one person in front of the camera, as in a call or an interview. The edge is soft and a little coarse; several people or a person far away are not what it is for: who is half as high as the picture can be lost in what is behind, and a large face behind is taken for a person, even of an animal. Parting by colour would do better there.',
  qualities: [],
  options: {
    background: {
      kind: 'choice',
      values: ['blurred', 'colour', 'picture'],
      default: 'blurred',
      label: 'Background',
      help: 'What is behind the person afterwards.',
    },
    colour: colour('Colour', 'Of the background, where it is one colour.', '#00b140'),
    picture: { kind: 'picture', label: 'Picture', help: 'Behind the person, where the background is a picture; it is cropped to the shape of the video.' },
    blur: { kind: 'integer', min: 1, max: 100, default: 40, label: 'Blur', help: 'How much the background is blurred, where it is.' },
    preview,
  },
}

const reframe: Tool = {
  id: 'video-reframe',
  verb: 'Reframe',
  title: 'Reframe video',
  media: 'video',
  summary: 'Cuts a wide video to another shape and follows what matters.',
  help: 'Looks at each part of the video for what draws the eye and moves the cut-out there, slowly enough not to be noticed. Something small that rests before much detail can be missed. Nothing is enlarged: the height, or the width, stays.',
  qualities: [],
  options: {
    shape: { kind: 'choice', values: ['9:16', '1:1', '4:5', '16:9'], default: '9:16', label: 'Shape', help: 'Width to height of the result.' },
    follow: { kind: 'choice', values: ['attention', 'middle'], default: 'attention', label: 'Follow', help: 'What draws the eye, or the middle all the time.' },
  },
}

const trim: Tool = {
  id: 'video-trim',
  verb: 'Trim',
  title: 'Trim video',
  media: 'video',
  summary: 'Keeps a part of a video, exact to the frame. Free.',
  help: 'Every frame of the part is encoded again, as good as it was; the sound is copied, and cut to the sample. Nothing but the part is kept.',
  qualities: [],
  options: {
    startMs: { kind: 'integer', min: 0, max: 86_400_000, default: 0, label: 'Start', help: 'Where the part begins, in milliseconds.' },
    endMs: { kind: 'integer', min: 1, max: 86_400_000, label: 'End', help: 'Where the part ends, in milliseconds; the end of the video if left out.' },
  },
}

const convert: Tool = {
  id: 'video-convert',
  verb: 'Convert video',
  title: 'Resize, convert video',
  media: 'video',
  summary: 'Changes size and file format, or takes the sound away. Free.',
  help: 'MP4 plays everywhere; WebM is smaller and takes longer; GIF has no sound, few colours and at most 50 frames a second, for up to a minute.',
  qualities: [],
  options: {
    format: { kind: 'choice', values: ['mp4', 'webm', 'gif'], default: 'mp4', label: 'Format', help: 'File format of the result.' },
    height: { kind: 'integer', min: 16, max: 4320, label: 'Height', help: 'Height of the result in pixels; the width follows. As the source if left out.' },
    encoding: { kind: 'integer', min: 1, max: 100, default: 75, label: 'Encoding quality', help: '1 (smallest) to 100 (best).' },
    mute: { kind: 'flag', default: false, label: 'Without sound', help: 'Takes the sound away.' },
  },
}

/** Those that an engine of this studio performs. */
export const videoTools: readonly Tool[] = [upscale, interpolate, denoise, background, reframe, trim, convert]
