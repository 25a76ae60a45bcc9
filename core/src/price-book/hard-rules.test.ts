// The hardest published rules 1 to 10 (research paper "pricing", section 4), each said in this format; figures worked by hand.
import { describe } from 'vitest'
import type { Expression, ToolPrice } from './format.ts'
import { flag, line, nothing, priced } from './shapes-testing.ts'
import { baseTool, choice, linesTool, number } from './testing.ts'

const whole = number({ min: '1', whole: true })
const seconds = number({ suffixes: ['s'] })
const count = { ...number({ whole: true }), default: 0 } as const
const by = (name: string, ...rows: [string | number | boolean, Expression][]): Expression => ({ table: [name], rows })

describe('1 tokens of a grid of tiles', () => {
  const short: Expression = { round: { divide: [{ multiply: ['tiles', { min: ['width', 'height'] }] }, { max: ['width', 'height'] }] } }
  const tokens: Expression = { round: { divide: [{ multiply: ['tiles', short, { add: ['2000000', { multiply: ['width', 'height'] }] }] }, '4000000'] } }
  const quantities = { tiles: { unit: 'tile', is: by('quality', ['low', '16'], ['medium', '48'], ['high', '96']) }, tokens: { unit: 'token', is: tokens } }
  const tool = linesTool(
    [line({ quantity: 'tokens', per: '1000000', rate: '30' })],
    { quality: choice('low', 'medium', 'high'), width: whole, height: whole },
    { quantities },
  )
  priced(
    'gpt-image-2',
    tool,
    // 16 x 16 x 3,048,576 / 4,000,000 = 195.1; 96 x 96: 7023.9; 96 x 64 x 3,572,864 / 4,000,000 = 5487.9: larger and cheaper
    [{ quality: 'low', width: 1024, height: 1024 }, '0.00585'],
    [{ quality: 'high', width: 1024, height: 1024 }, '0.21072'],
    [{ quality: 'high', width: 1024, height: 1536 }, '0.16464'],
    [{ width: 1024, height: 1024 }, '0.00585 to 0.21072'],
  )
})

describe('2 and 3 tokens of a video, where the input swaps the rate', () => {
  const frames: Expression = { add: [{ multiply: ['24', 'seconds'] }, '1', { multiply: ['24', 'input'] }] }
  const tokens: Expression = { floor: { divide: [{ multiply: ['width', 'height', frames] }, '1024'] } }
  const rate: Expression = {
    cases: [{ when: [{ visual: true }, { input: { over: '0' } }], is: by('size', ['720p', '4.3'], ['4k', '2.4']) }],
    else: by('size', ['720p', '7'], ['4k', '4']),
  }
  const inputs = { width: whole, height: whole, seconds, input: { ...seconds, default: 0 }, visual: flag, size: choice('720p', '4k') }
  priced(
    'Seedance 2.0',
    linesTool([line({ quantity: tokens, per: '1000000', rate })], inputs),
    // 1280 x 720 x 121 / 1024 = 108,900; with 5 s of input 241 frames: 216,900
    [{ width: 1280, height: 720, seconds: '5s', size: '720p' }, '0.7623'],
    [{ width: 1280, height: 720, seconds: 5, size: '720p', visual: true }, '0.46827'],
    [{ width: 1280, height: 720, seconds: 5, input: 5, size: '720p' }, '0.93267'],
    // 864 x 496 x 121 / 1024 = 50,638.5
    [{ width: 864, height: 496, seconds: 5, size: '720p' }, '0.354466'],
  )
  const perFrame: Expression = {
    table: ['ratio', 'size'],
    rows: [
      ['16:9', '720p', '900'],
      ['1:1', '720p', '882'],
      ['16:9', '1080p', '2025'],
    ],
  }
  const units = (of: Expression): Expression => ({ multiply: [{ floor: { multiply: [perFrame, { add: [{ multiply: ['24', of] }, '1'] }] } }, '0.001', '0.01'] })
  const video = { size: choice('720p', '1080p'), ratio: choice('16:9', '1:1'), seconds, task: choice('generate', 'edit'), videos: count }
  const tool: ToolPrice = {
    inputs: video,
    rows: [
      { when: { task: 'edit' }, lines: [line({ base: { between: [units('4'), units('30')] } })] },
      { when: { videos: { over: '0' } }, lines: [line({ base: { between: [units('seconds'), units({ add: ['seconds', '30'] })] } })] },
      { when: {}, lines: [line({ base: units('seconds') })] },
    ],
  }
  priced(
    'Seedance 2.5',
    tool,
    // 900 x 121 = 108,900; x 841 = 756,900; 900 x 97 = 87,300; x 721 = 648,900
    [{ task: 'generate', ratio: '16:9', size: '720p', seconds: 5 }, '1.089'],
    [{ task: 'generate', ratio: '16:9', size: '720p', seconds: 5, videos: 1 }, '1.089 to 7.569'],
    [{ task: 'edit', ratio: '16:9', size: '720p' }, '0.873 to 6.489'],
    [{ task: 'generate', ratio: '1:1', size: '1080p', seconds: 5 }, nothing],
  )
})

describe('4 to 6 upscaling', () => {
  const step: Expression = {
    cases: [
      { when: { mp: { to: '1.3' } }, is: '0.17' },
      { when: { mp: { to: '3' } }, is: '0.34' },
    ],
    else: '2.04',
  }
  const chain: Expression = {
    chain: { times: by('scale', ['2x', '1'], ['4x', '2'], ['8x', '3']), start: { mp: 'megapixels' }, next: { mp: { multiply: ['mp', '4'] } }, sum: step },
  }
  priced(
    'Magnific',
    baseTool(chain, { scale: choice('2x', '4x', '8x'), megapixels: number() }),
    [{ scale: '2x', megapixels: 1.31 }, '0.34'],
    [{ scale: '4x', megapixels: 0.7 }, '0.51'],
    [{ scale: '8x', megapixels: 0.7 }, '2.55'],
  )

  const gigapixels: Expression = { divide: [{ multiply: ['frames', 'width', 'height'] }, '1000000000'] }
  const ratio: Expression = { divide: ['outputFps', 'inputFps'] }
  const frameRule = { model: 'Chronos', slowmo: 1, ratio: { to: '2' } }
  const video: ToolPrice = {
    inputs: {
      model: choice('Aion', 'Chronos', 'Chronos Fast'),
      frames: whole,
      width: whole,
      height: whole,
      inputFps: number({ min: '1' }),
      outputFps: number({ min: '1' }),
      slowmo: { ...number(), default: 1 },
    },
    quantities: { gigapixels: { unit: 'gigapixel', is: gigapixels }, ratio: { unit: 'times', is: ratio } },
    rows: [
      { when: frameRule, lines: [line({ quantity: 'frames', per: '26.0417', rate: '1' })] },
      { when: {}, lines: [line({ quantity: 'gigapixels', rate: by('model', ['Aion', '6'], ['Chronos', '2'], ['Chronos Fast', '1']) })] },
    ],
    rounding: { stage: 'total', mode: 'up', step: '1' },
  }
  const hd = { width: 1920, height: 1080, inputFps: 30 }
  priced(
    'Topaz interpolation',
    video,
    // 600 x 2,073,600 = 1.24416 gigapixels; 600 / 26.0417 = 23.04
    [{ ...hd, model: 'Aion', frames: 600, outputFps: 60 }, '8'],
    [{ ...hd, model: 'Chronos', frames: 600, outputFps: 60 }, '24'],
    [{ ...hd, model: 'Chronos', frames: 600, outputFps: 61 }, '3'],
    [{ ...hd, model: 'Chronos', frames: 600, outputFps: 60, slowmo: 2 }, '3'],
  )
  const steps = [
    ['24', '0.08'],
    ['48', '0.16'],
    ['60', '0.24'],
    ['96', '0.32'],
    ['132', '0.4'],
    ['512', '1.36'],
  ].map(([upTo, amount]) => ({ upTo: upTo!, amount: amount! }))
  priced(
    'Topaz image 2025',
    linesTool([line({ quantity: 'megapixels', steps })], { megapixels: number() }),
    [{ megapixels: 24 }, '0.08'],
    [{ megapixels: 24.1 }, '0.16'],
    [{ megapixels: 96 }, '0.32'],
    [{ megapixels: 512 }, '1.36'],
    [{ megapixels: 513 }, nothing],
  )
})

describe('7 and 8 megapixels of FLUX', () => {
  const mp = (of: Expression): Expression => ({ max: ['1', { ceil: { divide: [of, '1048576'] } }] })
  const output = { unit: 'megapixel', is: mp({ multiply: ['width', 'height'] }) }
  const tool: ToolPrice = linesTool(
    [
      line({ base: '0.03' }),
      line({ quantity: { subtract: ['output', '1'] }, rate: '0.015' }),
      line({ base: { multiply: ['0.015', { between: ['1', '8'] }] }, when: { images: { over: '0' } } }),
    ],
    { width: whole, height: whole, images: count },
    { quantities: { output } },
  )
  priced(
    'FLUX.2',
    tool,
    [{ width: 1024, height: 1024 }, '0.03'],
    [{ width: 1025, height: 1024 }, '0.045'],
    [{ width: 256, height: 256 }, '0.03'],
    [{ width: 2048, height: 2048, images: 2 }, '0.09 to 0.195'],
  )

  const area = { unit: 'megapixel', is: { divide: [{ multiply: ['width', 'height'] }, '1000000'] } } as const
  const band = (hd: string, fhd: string): Expression => ({
    cases: [
      { when: { area: { over: '0.5', to: '1' } }, is: hd },
      { when: { area: { over: '1', to: '2' } }, is: fhd },
    ],
  })
  const rate: Expression = {
    cases: [
      { when: { draft: true, area: { to: '1' } }, is: by('task', ['t2v', '0.06'], ['v2v', '0.12']) },
      { when: { draft: false, task: 't2v' }, is: band('0.17', '0.29') },
      { when: { draft: false }, is: band('0.41', '0.53') },
    ],
  }
  const video = linesTool(
    [line({ quantity: { ceil: 'seconds' }, rate })],
    { width: whole, height: whole, seconds, task: choice('t2v', 'v2v'), draft: flag },
    { quantities: { area } },
  )
  priced(
    'FLUX 3',
    video,
    [{ width: 1280, height: 720, seconds: 4.2, task: 't2v' }, '0.85'],
    [{ width: 1920, height: 1040, seconds: 5, task: 'v2v' }, '2.65'],
    [{ width: 1280, height: 720, seconds: 5, task: 'v2v', draft: true }, '0.6'],
    [{ width: 1920, height: 1080, seconds: 5, task: 't2v' }, nothing],
  )
})

describe('9 and 10 history, and a minimum for some', () => {
  const free = { channel: 'web', same_text: true, same_voice: true, same_model: true, reruns_before: { under: '2' }, minutes_since_first: { to: '120' } }
  const flags = { same_text: flag, same_voice: flag, same_model: flag, channel: { ...choice('web', 'api'), default: 'web' } }
  const tool: ToolPrice = {
    inputs: { characters: whole, ...flags, reruns_before: count, minutes_since_first: { ...number(), default: 0 } },
    rows: [
      { when: free, lines: [line({ base: '0' })] },
      { when: {}, lines: [line({ quantity: 'characters', rate: '1' })] },
    ],
  }
  const same = { characters: 900, same_text: true, same_voice: true, same_model: true }
  priced(
    'ElevenLabs',
    tool,
    [{ characters: 900 }, '900'],
    [{ ...same, reruns_before: 1, minutes_since_first: 119 }, '0'],
    [{ ...same, reruns_before: 2 }, '900'],
    [{ ...same, minutes_since_first: 121 }, '900'],
    [{ ...same, channel: 'api' }, '900'],
    [{ ...same, same_voice: false }, '900'],
  )

  const office = ['docx', 'pptx', 'xlsx', 'pdf']
  const file: Expression = { cases: [{ when: { format: office }, is: { max: ['50000', { characters: 'text' }] } }], else: { characters: 'text' } }
  const deepl = linesTool([line({ quantity: file, rate: '1' })], { text: { kind: 'text' }, format: choice(...office, 'txt', 'html') })
  priced('DeepL', deepl, [{ format: 'txt', text: 'Grüße 😀' }, '7'], [{ format: 'docx', text: 'Hi' }, '50000'], [{ text: 'Hello' }, '5 to 50000'])
})
