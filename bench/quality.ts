// quality: what each tool makes of a damaged or small source, against the known original and against the plain alternative. Writes docs/quality.md.
// With words after the command, only the parts whose name has one of them in it are run and printed: `npm run -s quality -- video`.
import { writeFileSync } from 'node:fs'
import { sharpening } from './quality/image-adjust.ts'
import { blurringFaces } from './quality/image-blur-faces.ts'
import { erasing } from './quality/image-erase.ts'
import { removingBackground } from './quality/image-remove-background.ts'
import { restoring } from './quality/image-restore.ts'
import { upscaling } from './quality/image-upscale.ts'
import { openStudio, type Studio } from './quality/studio.ts'
import { changingBackgrounds } from './quality/video-background.ts'
import { denoisingVideos } from './quality/video-denoise.ts'
import { interpolating } from './quality/video-interpolate.ts'
import { reframing } from './quality/video-reframe.ts'
import { upscalingVideos } from './quality/video-upscale.ts'

interface Part {
  readonly packs: readonly string[]
  readonly lines: (studio: Studio) => Promise<string[]>
}

const parts: Readonly<Record<string, Part>> = {
  'image-upscale': { packs: ['realesrgan', 'esrgan-thick'], lines: upscaling },
  'image-restore': { packs: ['maxim-denoise', 'maxim-enhance', 'maxim-dehaze-outdoor', 'maxim-derain', 'maxim-retouch'], lines: restoring },
  'image-adjust': { packs: [], lines: sharpening },
  'image-remove-background': { packs: ['isnet'], lines: removingBackground },
  'image-erase': { packs: [], lines: erasing },
  'image-blur-faces': { packs: ['isnet', 'people'], lines: blurringFaces },
  'video-upscale': { packs: ['anime4k', 'realesrgan-video'], lines: upscalingVideos },
  'video-interpolate': { packs: ['rife'], lines: interpolating },
  'video-denoise': { packs: [], lines: denoisingVideos },
  'video-background': { packs: ['isnet', 'people'], lines: changingBackgrounds },
  'video-reframe': { packs: ['isnet'], lines: reframing },
}

const words = process.argv.slice(2)
const chosen = Object.entries(parts).filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)))
if (chosen.length === 0) throw new Error(`No part is named so; there are ${Object.keys(parts).join(', ')}.`)
const studio = openStudio()
try {
  const lines: string[] = []
  for (const [name, part] of chosen) {
    const began = performance.now()
    for (const pack of part.packs) await studio.install(pack)
    lines.push(...(await part.lines(studio)))
    process.stderr.write(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s\n`)
  }
  const text = page(lines)
  process.stdout.write(text)
  // The page is of one run, whole.
  if (words.length === 0) writeFileSync(new URL('../docs/quality.md', import.meta.url), text)
} finally {
  await studio.close()
}

function page(lines: readonly string[]): string {
  const date = new Date().toISOString().slice(0, 10)
  return `# Quality

What each tool makes of a source whose original is known, beside the plain alternative. Of pictures, the mean of twelve parts of four photographs
(\`bench/quality/pictures\`), 192 x 192 each; PSNR in decibels, SSIM up to 1, more is better. Made by \`npm run -s quality\` on ${date}; **bold** is the best of tool
and alternatives; where that is an alternative, the tool's help says so.

${lines.join('\n')}
`
}
