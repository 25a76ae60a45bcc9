// The tools that edit pictures.
import type { Option, Tool } from './entry.ts'
import { amount, colour, encoding, format, quickFormat, strength } from './options.ts'

const upscale: Tool = {
  id: 'image-upscale',
  verb: 'Upscale',
  title: 'Image upscale',
  media: 'image',
  summary: 'Enlarges a picture two to eight times with a trained model that restores edges and texture.',
  help: 'Draft, standard and faithful enlarge what is there and stay true to it. Good for sharp sources; a source with visible compression keeps its blocks, only larger, and there a plain enlargement is a little truer; restore cleans them away. What restore draws looks better and is further from the original, by the numbers, than a plain enlargement. Draft is for choosing, the others for keeping; restore and faithful need a model pack each. The result is compared with the source, and one that shows something else is refunded.',
  qualities: [
    { id: 'draft', label: 'Draft', help: 'Fast: about one and a half seconds a megapixel. Good for choosing.' },
    { id: 'standard', label: 'Standard', help: 'A larger model: finer detail, about three times as long.' },
    { id: 'restore', label: 'Restore', help: 'Takes compression and noise away and draws what was lost; about five times as long as draft.' },
    { id: 'faithful', label: 'Faithful', help: 'The truest enlargement of a clean, sharp source; about thirty times as long as draft.' },
  ],
  options: {
    scale: { kind: 'choice', values: [2, 3, 4, 8], default: 4, label: 'Scale', help: 'How many times wider and higher the result is.' },
    format: quickFormat,
  },
}

const cropEdge = (label: string, help: string, min: 0 | 1) => ({ kind: 'integer', min, max: 100_000, label, help }) as const satisfies Option

const convert: Tool = {
  id: 'image-convert',
  verb: 'Convert',
  title: 'Crop, resize, convert',
  media: 'image',
  summary: 'Crops, resizes and changes the file format. Free.',
  help: 'Cuts a part out, brings it to a size and writes it in another format. Where a size of another shape is covered, the part that stays is the middle, or what draws the eye ("attention"), or where most happens ("detail"). What the camera wrote into the file (place, time, device) is left out unless it is kept on purpose.',
  qualities: [],
  options: {
    format,
    width: { kind: 'integer', min: 1, max: 30_000, label: 'Width', help: 'Width of the result in pixels; alone, the height follows.' },
    height: { kind: 'integer', min: 1, max: 30_000, label: 'Height', help: 'Height of the result in pixels; alone, the width follows.' },
    fit: {
      kind: 'choice',
      values: ['inside', 'cover', 'contain', 'fill'],
      default: 'inside',
      label: 'Fit',
      help: 'Where width and height are both given: inside them, cover and crop, contain with bars, or fill and distort.',
    },
    focus: {
      kind: 'choice',
      values: ['middle', 'attention', 'detail'],
      default: 'middle',
      label: 'Focus',
      help: 'Which part stays where "cover" crops: the middle, what draws the eye, or where most happens.',
    },
    cropLeft: cropEdge('Crop, left', 'Left edge of the part to keep, in source pixels.', 0),
    cropTop: cropEdge('Crop, top', 'Top edge of the part to keep, in source pixels.', 0),
    cropWidth: cropEdge('Crop, width', 'Width of the part to keep, in source pixels.', 1),
    cropHeight: cropEdge('Crop, height', 'Height of the part to keep, in source pixels.', 1),
    encoding,
    metadata: {
      kind: 'choice',
      values: ['strip', 'keep'],
      default: 'strip',
      label: 'Metadata',
      help: 'What the camera wrote into the file (place, time, device): left out, or kept.',
    },
  },
}

const adjust: Tool = {
  id: 'image-adjust',
  verb: 'Adjust',
  title: 'Sharpen and adjust',
  media: 'image',
  summary: 'Light, colour, contrast and sharpness by hand. Free.',
  help: 'Each setting runs from -100 to 100 and changes nothing at 0. Sharpening works on edges only and leaves flat areas alone; at a quarter it does a little less for a soft picture than a plain unsharp mask, at full it brings grain out. Nothing is invented: every pixel comes from the source.',
  qualities: [],
  options: {
    brightness: amount('Light', 'Darker or brighter.'),
    contrast: amount('Contrast', 'Flatter or harder.'),
    saturation: amount('Colour', 'Greyer or more colourful; -100 is grey.'),
    warmth: amount('Warmth', 'Bluer or more yellow.'),
    sharpen: { kind: 'integer', min: 0, max: 100, default: 0, label: 'Sharpen', help: 'How much edges are sharpened.' },
    format,
    encoding,
  },
}

const removeBackground: Tool = {
  id: 'image-remove-background',
  verb: 'Remove background',
  title: 'Remove background',
  media: 'image',
  summary: 'Cuts out what the picture is of, and makes the rest transparent, one colour, or blurred.',
  help: 'Finds the main thing in the picture (a person, an animal, a product) and separates it from the rest, down to hair and fur. Works best where one thing stands out; of a crowd or a landscape it may keep too little or too much, and then the result is refused as defective and refunded where nothing or everything was kept.',
  qualities: [],
  options: {
    background: {
      kind: 'choice',
      values: ['transparent', 'colour', 'blurred'],
      default: 'transparent',
      label: 'Background',
      help: 'What is behind it afterwards.',
    },
    colour: colour('Colour', 'Of the background, where it is one colour.', '#ffffff'),
    blur: { kind: 'integer', min: 1, max: 100, default: 25, label: 'Blur', help: 'How much the background is blurred, where it is.' },
    format: quickFormat,
  },
}

const erase: Tool = {
  id: 'image-erase',
  verb: 'Erase',
  title: 'Erase object',
  media: 'image',
  summary: 'Takes something out of a picture and fills the place from what is around it.',
  help: 'Mark what is to go with a mask (a picture of the same size, white where it goes) or with rectangles. The place is filled with pieces of the same picture, so it works well on sky, grass, walls, sand and other texture, and poorly where the hidden part has a shape of its own, such as a face or a railing. It aims at what looks right: by the numbers, a smooth patch is as near to what was there.',
  qualities: [],
  options: {
    mask: { kind: 'picture', label: 'Mask', help: "A picture of the source's size: white is erased, black stays." },
    regions: {
      kind: 'text',
      pattern: '\\d{1,5},\\d{1,5},\\d{1,5},\\d{1,5}( \\d{1,5},\\d{1,5},\\d{1,5},\\d{1,5}){0,31}',
      most: 800,
      example: '"120,80,60,40 300,10,50,50"',
      label: 'Rectangles',
      help: 'What is erased: left, top, width and height in source pixels, several with a space between them.',
    },
    grow: { kind: 'integer', min: 0, max: 50, default: 4, label: 'Grow', help: 'Pixels by which the marked part is widened, to catch soft edges.' },
    format: quickFormat,
  },
}

/** One picture in, one of the same size out, by a trained model; the change can be taken in part. */
const restoring = (tool: Pick<Tool, 'id' | 'verb' | 'title' | 'summary' | 'help'>, options: Tool['options'] = {}): Tool => ({
  ...tool,
  media: 'image',
  qualities: [],
  options: { ...options, strength, format: quickFormat },
})

const enhance = restoring({
  id: 'image-enhance',
  verb: 'Enhance light',
  title: 'Enhance low light',
  summary: 'Brightens pictures that were taken in too little light, and brings their colours back.',
  help: 'For dark indoor and night pictures. A picture that is well exposed already becomes too bright: take less of the change with a lower strength. Noise that was hidden in the dark becomes visible; denoise afterwards.',
})
const denoise = restoring({
  id: 'image-denoise',
  verb: 'Denoise',
  title: 'Denoise image',
  summary: 'Takes the grain of high sensitivity out of a photograph and leaves its detail.',
  help: 'Trained on the noise of real cameras. A clean picture stays nearly as it is. Very fine texture can be taken for noise; a lower strength keeps some of it.',
})
const dehaze = restoring(
  {
    id: 'image-dehaze',
    verb: 'Remove haze',
    title: 'Remove haze',
    summary: 'Takes mist, smog and smoke out of a picture and gives it its contrast back.',
    help: 'One model for scenes outdoors, one for smoke and haze indoors. A picture without haze becomes too dark: take less of the change with a lower strength.',
  },
  {
    scene: { kind: 'choice', values: ['outdoor', 'indoor'], default: 'outdoor', label: 'Scene', help: 'Where the picture was taken.' },
  },
)
const derain = restoring({
  id: 'image-derain',
  verb: 'Remove rain',
  title: 'Remove rain',
  summary: 'Takes streaks of rain out of a picture.',
  help: 'For rain that shows as streaks in the air. Drops on the lens, puddles and wet surfaces stay. Streaks of a single pixel are not what it was trained on: there, a plain median filter is better.',
})
const retouch = restoring({
  id: 'image-retouch',
  verb: 'Retouch',
  title: 'Retouch',
  summary: 'Gives a flat photograph the light and colour that a skilled retoucher would give it.',
  help: 'Trained on photographs before and after retouching by hand: exposure, contrast and colour in one step. It changes the mood, not the content, and does not bring back what a picture was: of one that has become flat, a plain stretch to the full range is nearer to the original. Take less of it with a lower strength.',
})

const blurFaces: Tool = {
  id: 'image-blur-faces',
  verb: 'Blur faces',
  title: 'Blur faces',
  media: 'image',
  summary: 'Finds faces and makes them unrecognisable.',
  help: 'Finds faces that look towards the camera and are at least about a fortieth of the picture high; very small, turned or covered ones can be missed, and now and then something is covered that is none, so look at the result before it leaves the house. Where no face is found, the result is defective and refunded.',
  qualities: [],
  options: {
    style: {
      kind: 'choice',
      values: ['blur', 'pixels', 'fill'],
      default: 'blur',
      label: 'Style',
      help: 'Blurred, in large pixels, or filled with one colour.',
    },
    margin: { kind: 'integer', min: 0, max: 100, default: 25, label: 'Margin', help: 'How much around each face is covered too, in percent of its size.' },
    certainty: {
      kind: 'integer',
      min: 30,
      max: 95,
      // At 60 every other picture had something covered that is no face, at 85 faces were missed (`npm run -s quality -- faces`).
      default: 75,
      label: 'Certainty',
      help: 'How sure it must be that it sees a face, in percent: lower it where one was missed; at 60, things that are none are often covered as well.',
    },
    format: quickFormat,
  },
}

/** Those that an engine of this studio performs. */
export const imageTools: readonly Tool[] = [upscale, convert, adjust, removeBackground, erase, enhance, denoise, dehaze, derain, retouch, blurFaces]
