// Tiny TensorFlow.js graph models for tests: nodes and constants as their files have them, converted, and run on a small picture whose numbers are its pixels.
import * as ort from 'onnxruntime-node'
import { convertGraphModel, type GraphEnds } from './tfjs-graph.ts'
import type { GraphNode } from './tfjs-nodes.ts'

export interface Constant {
  readonly shape: readonly number[]
  readonly values: readonly number[]
  readonly whole?: boolean
}

export const floats = (shape: readonly number[], values: readonly number[]): Constant => ({ shape, values })
export const scalar = (value: number): Constant => ({ shape: [], values: [value] })
export const wholes = (...values: readonly number[]): Constant => ({ shape: [values.length], values, whole: true })
export const whole = (value: number): Constant => ({ shape: [], values: [value], whole: true })

const base64 = (text: string) => Buffer.from(text).toString('base64')
/** Attributes: a text, whole numbers, texts or a flag. */
export type Attributes = Readonly<Record<string, string | number | boolean | readonly number[] | readonly string[]>>

export function node(name: string, op: string, input: readonly string[], attributes: Attributes = {}): GraphNode {
  const attr = Object.entries(attributes).map(([key, value]) => {
    if (key === 'DstT' || key === 'T') return [key, { type: value as string }]
    if (typeof value === 'string') return [key, { s: base64(value) }]
    if (typeof value === 'number') return [key, { i: String(value) }]
    if (typeof value === 'boolean') return [key, { b: value }]
    return [key, { list: typeof value[0] === 'string' ? { s: (value as string[]).map(base64) } : { i: (value as number[]).map(String) } }]
  })
  return { name, op, input, attr: Object.fromEntries(attr) }
}

export const picture = { height: 4, width: 6 }
export const pixels = Uint8Array.from({ length: picture.height * picture.width * 3 }, (_, at) => (at * 53 + Math.floor(at / 7)) % 256)
export const pixel = (y: number, x: number, c: number): number =>
  y < 0 || x < 0 || y >= picture.height || x >= picture.width ? 0 : pixels[(y * picture.width + x) * 3 + c]!

export function converted(nodes: readonly GraphNode[], constants: Readonly<Record<string, Constant>>, ends?: Partial<GraphEnds>): Promise<Uint8Array> {
  const all = [node('x', 'Placeholder', []), ...Object.keys(constants).map((name) => node(name, 'Const', [])), ...nodes]
  const weights = Object.entries(constants).map(([name, { shape, whole }]) => ({ name, shape, dtype: whole ? 'int32' : 'float32' }))
  const bin = Buffer.concat(Object.values(constants).map(({ values, whole }) => Buffer.from((whole ? Int32Array : Float32Array).from(values).buffer)))
  const model = JSON.stringify({ modelTopology: { node: all }, weightsManifest: [{ paths: ['bin'], weights }] })
  const usual: GraphEnds = { range: [0, 255], size: [picture.height, picture.width], results: { y: 'y' } }
  return convertGraphModel({ name: 'tiny', model, read: async () => bin, ends: { ...usual, ...ends } })
}

/** What the node `y` is. */
export async function run(nodes: readonly GraphNode[], constants: Readonly<Record<string, Constant>>, ends?: Partial<GraphEnds>): Promise<ort.Tensor> {
  const session = await ort.InferenceSession.create(await converted(nodes, constants, ends), { logSeverityLevel: 3 })
  const result = await session.run({ image: new ort.Tensor('uint8', pixels, [1, picture.height, picture.width, 3]) })
  return Object.values(result)[0]!
}
