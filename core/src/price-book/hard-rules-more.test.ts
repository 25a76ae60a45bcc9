// The hardest published rules 11 to 20 (research paper "pricing", section 4), each said in this format; figures worked by hand.
import { describe } from 'vitest'
import type { Expression, ToolPrice } from './format.ts'
import { flag, line, nothing, priced } from './shapes-testing.ts'
import { baseTool, choice, linesTool, number } from './testing.ts'

const whole = number({ min: '1', whole: true })
const seconds = number({ suffixes: ['s'] })
const count = { ...number({ whole: true }), default: 0 } as const
const by = (name: string, ...rows: [string | number | boolean, Expression][]): Expression => ({ table: [name], rows })

describe('11 and 12 bytes of speech, three meters', () => {
  const speech = linesTool(
    [line({ quantity: { bytes: 'speech' }, block: '15', rate: '0.04' }), line({ quantity: 'video', block: '5', rate: '0.1', when: { effect: true } })],
    { speech: { kind: 'text' }, video: seconds, effect: flag },
  )
  priced(
    'PixVerse',
    speech,
    [{ speech: 'fifteen letters', video: 5 }, '0.04'],
    [{ speech: 'fifteen letters!', video: 5 }, '0.08'],
    [{ speech: '你好', video: 6, effect: true }, '0.24'],
  )

  const above = { input: { over: '200000' } }
  const rate = (below: string, over: string): Expression => ({ cases: [{ when: above, is: over }], else: below })
  const meters = [
    line({ quantity: 'input', per: '1000000', rate: rate('2', '4') }),
    line({ quantity: 'thinking', per: '1000000', rate: rate('12', '18') }),
    line({ quantity: { multiply: ['images', by('size', ['1K', '1120'], ['4K', '2000'])] }, per: '1000000', rate: '120', when: { blocked: false } }),
  ]
  const gemini = linesTool(meters, { input: whole, thinking: count, images: { ...whole, default: 1 }, size: choice('1K', '4K'), blocked: flag })
  priced(
    'Gemini',
    gemini,
    [{ input: 500, size: '1K' }, '0.1354'],
    [{ input: 500, thinking: 1000, size: '4K', blocked: true }, '0.013'],
    [{ input: 200001, size: '4K', images: 2 }, '1.280004'],
    [{ input: 500 }, '0.1354 to 0.241'],
  )
})

describe('13 and 14 attached pictures and videos', () => {
  const rate = by('size', ['768p', '0.08'], ['2k', '0.13'])
  const h3: ToolPrice = linesTool(
    [
      line({ quantity: 'seconds', rate }),
      line({ quantity: 'images', free: '5', rate: '0.04' }),
      line({ base: { multiply: [rate, { between: [{ multiply: ['2', 'videos'] }, '15'] }] }, when: { videos: { over: '0' } } }),
    ],
    { size: choice('768p', '2k'), seconds, images: count, videos: { ...number({ whole: true, max: '3' }), default: 0 } },
  )
  priced(
    'MiniMax H3',
    h3,
    [{ size: '2K', seconds: 5, images: 5 }, '0.65'],
    [{ size: '2k', seconds: 5, images: 7 }, '0.73'],
    [{ size: '768p', seconds: 5, videos: 2 }, '0.72 to 1.6'],
    [{ size: '768p', seconds: 5, videos: 4 }, nothing],
  )

  const area = { unit: 'pixel', is: { multiply: ['width', 'height'] } } as const
  const output: Expression = {
    cases: [
      { when: { model: 'other' }, is: '0.04' },
      { when: { size: 'auto' }, is: { between: ['0.05', '0.1'] } },
      { when: { area: { to: '2250000' } }, is: '0.05' },
    ],
    else: '0.1',
  }
  const qwen = linesTool(
    [line({ quantity: { max: ['1', 'images'] }, rate: '0.004' }), line({ quantity: 'n', rate: output })],
    { model: choice('pro', 'other'), size: choice('auto', 'custom'), width: whole, height: whole, images: count, n: { ...whole, default: 1 } },
    { quantities: { area } },
  )
  priced(
    'Qwen edit',
    qwen,
    [{ model: 'pro', size: 'custom', width: 1500, height: 1500, images: 3 }, '0.062'],
    [{ model: 'pro', size: 'custom', width: 1501, height: 1500, n: 2 }, '0.204'],
    [{ model: 'pro', size: 'auto', n: 2 }, '0.104 to 0.204'],
    [{ model: 'other', n: 4, images: 1 }, '0.164'],
  )
})

describe('15 to 17 3D, segments, storyboards', () => {
  const texture = by('texture', ['none', '20'], ['standard', '30'], ['detailed', '40'])
  const tripo: ToolPrice = {
    inputs: {
      version: choice('v1.4', 'v2.5', 'v3.0'),
      texture: choice('none', 'standard', 'detailed'),
      quad: flag,
      style: { ...choice('none', 'clay'), default: 'none' },
      geometry: { ...choice('standard', 'detailed'), default: 'standard' },
    },
    rows: [
      { when: { version: 'v1.4' }, lines: [line({ base: '30' })] },
      {
        when: {},
        lines: [
          line({ base: texture }),
          line({ base: '5', when: { quad: true } }),
          line({ base: '5', when: { style: { not: 'none' } } }),
          line({ base: '20', when: { geometry: 'detailed', version: { startsWith: 'v3' } } }),
        ],
      },
    ],
  }
  priced(
    'Tripo',
    tripo,
    [{ version: 'v1.4', texture: 'detailed', quad: true }, '30'],
    [{ version: 'v2.5', texture: 'standard', quad: true, style: 'clay', geometry: 'detailed' }, '40'],
    [{ version: 'v3.0', texture: 'none', geometry: 'detailed' }, '40'],
    [{ version: 'v2.5' }, '20 to 40'],
  )
  const changed = [{ faces: { not: -1 } }, { format: { not: 'GLTF' } }, { scale: { not: 1 } }]
  const convert = linesTool([line({ base: { cases: [{ when: changed, is: '10' }], else: '5' } })], {
    faces: { ...number({ min: '-1' }), default: -1 },
    format: { ...choice('GLTF', 'FBX'), default: 'GLTF' },
    scale: { ...number(), default: 1 },
  })
  priced('Tripo convert', convert, [{}, '5'], [{ faces: -1, format: 'GLTF', scale: '1.0' }, '5'], [{ faces: 5000 }, '10'], [{ format: 'fbx', scale: 2 }, '10'])

  const turbo: Expression = {
    cases: [
      { when: { seconds: { to: '1' } }, is: '0.04' },
      { when: { seconds: { to: '2' } }, is: '0.05' },
    ],
    else: { add: ['0.05', { multiply: ['0.03', { subtract: ['seconds', '2'] }] }] },
  }
  priced(
    'Vidu Q2 turbo',
    baseTool(turbo, { seconds: number({ min: '1', max: '10', whole: true }) }),
    [{ seconds: 1 }, '0.04'],
    [{ seconds: 2 }, '0.05'],
    [{ seconds: 8 }, '0.23'],
    [{}, '0.04 to 0.29'],
  )
  const segments = { kind: 'list', items: { seconds }, min: 1, max: 9 } as const
  priced(
    'Vidu frames',
    linesTool([line({ quantity: { count: 'segments' }, rate: '0.3' }), line({ quantity: { sum: 'segments', is: 'seconds' }, rate: '0.075' })], { segments }),
    [{ segments: [{ seconds: 5 }] }, '0.675'],
    [{ segments: [{ seconds: 2 }, { seconds: '3s' }] }, '0.975'],
    [{ segments: [] }, nothing],
  )

  const shot = (at: number): Expression => ({ cases: [{ when: { shots: { from: String(at) } }, is: `shot_${at}` }], else: '0' })
  const length: Expression = { cases: [{ when: { storyboard: true }, is: { add: [shot(1), shot(2), shot(3)] } }], else: 'duration' }
  const three = { shot_1: seconds, shot_2: seconds, shot_3: seconds }
  priced(
    'Kling storyboard',
    linesTool([line({ quantity: length, rate: '0.084' })], {
      storyboard: flag,
      shots: number({ min: '1', max: '3', whole: true }),
      duration: seconds,
      ...three,
    }),
    [{ duration: 5 }, '0.42'],
    [{ storyboard: true, shots: 2, shot_1: 3, shot_2: 2, shot_3: 9, duration: 15 }, '0.42'],
    [{ storyboard: true, shots: 3, shot_1: 3, shot_2: 2, shot_3: 9 }, '1.176'],
  )
})

describe('18 to 20 steps of seconds, rounding before another unit, contracts', () => {
  const avatar = (quantity: Expression) => linesTool([line({ quantity, per: '60', rate: '1' })], { seconds })
  priced('HeyGen, 30 at a time', avatar({ ceil: 'seconds', to: '30' }), [{ seconds: 1 }, '0.5'], [{ seconds: 30 }, '0.5'], [{ seconds: 45 }, '1'])
  priced('HeyGen, 30 at least', avatar({ max: ['30', { ceil: 'seconds' }] }), [{ seconds: 1 }, '0.5'], [{ seconds: 45 }, '0.75'], [{ seconds: 44.1 }, '0.75'])

  const usd: Expression = { round: { add: ['0.0404', { multiply: ['0.00303', 'references'] }] }, to: '0.0001' }
  const luma = baseTool({ multiply: ['211', usd] }, { references: count }, { unit: 'credits', rounding: { stage: 'total', mode: 'half-up', step: '0.01' } })
  // 0.0404 -> 8.5244; 0.04343 -> 0.0434 -> 9.1574; 0.04646 -> 0.0465 -> 9.8115
  priced('Luma', luma, [{}, '8.52'], [{ references: 1 }, '9.16'], [{ references: 2 }, '9.81'])

  const free = { plan: ['pro', 'firefly'], feature: 'standard' }
  const adobe: ToolPrice = {
    inputs: { plan: choice('single', 'pro', 'firefly'), feature: choice('standard', 'premium'), seconds, size: choice('540p', '1080p') },
    rows: [
      { when: free, lines: [line({ base: '0' })] },
      { when: { feature: 'standard' }, lines: [line({ base: '1' })] },
      { when: {}, lines: [line({ quantity: 'seconds', rate: by('size', ['540p', '0.4'], ['1080p', '2']) })] },
    ],
  }
  priced(
    'Adobe',
    adobe,
    [{ plan: 'pro', feature: 'standard' }, '0'],
    [{ plan: 'single', feature: 'standard' }, '1'],
    [{ feature: 'standard' }, '0 to 1'],
    [{ plan: 'pro', feature: 'premium', size: '540p', seconds: 5.5 }, '2.2'],
  )
})
