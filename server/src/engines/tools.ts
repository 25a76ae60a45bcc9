// The tools that this studio performs itself, each with what the server process knows of it.
import { imageAdjust } from './image-adjust/tool.ts'
import { imageBlurFaces } from './image-blur-faces/tool.ts'
import { imageConvert } from './image-convert/tool.ts'
import { imageErase } from './image-erase/tool.ts'
import { restorers } from './image-restore/tool.ts'
import { imageRemoveBackground } from './image-remove-background/tool.ts'
import { imageUpscale } from './image-upscale/tool.ts'
import type { LocalTool } from './local-tool.ts'
import { videoBackground } from './video-background/tool.ts'
import { videoConvert } from './video-convert/tool.ts'
import { videoDenoise } from './video-denoise/tool.ts'
import { videoInterpolate } from './video-interpolate/tool.ts'
import { videoReframe } from './video-reframe/tool.ts'
import { videoTrim } from './video-trim/tool.ts'
import { videoUpscale } from './video-upscale/tool.ts'

export const localTools: readonly LocalTool[] = [
  imageUpscale,
  imageConvert,
  imageAdjust,
  imageRemoveBackground,
  imageErase,
  imageBlurFaces,
  ...restorers,
  videoUpscale,
  videoInterpolate,
  videoDenoise,
  videoBackground,
  videoReframe,
  videoTrim,
  videoConvert,
]
