// What JAX writes out in a dozen small steps, each over whole pictures, made one operation again: normalisation, activations, mixing over positions, resizing,
// and a bias that belongs to its convolution. Each is replaced only where its constants are the ones that make it so.
import type { GraphNode, TfjsGraph } from './tfjs-nodes.ts'
import { type Found, find, type Pattern } from './tfjs-pattern.ts'

interface Fusion {
  readonly pattern: Pattern
  readonly into: string
  /** Names of the pattern that the new operation takes. */
  readonly inputs: readonly string[]
  readonly holds: (numbers: (name: string) => readonly number[]) => boolean
}

const mean: Pattern = ['Mul', ['Sum', 'x', 'axes'], 'share']
const spread: Pattern = ['Maximum', 'zero', ['Sub', ['Mul', ['Sum', ['Square', 'x'], 'axes2'], 'share2'], ['Square', mean]]]

const close = (a: number | undefined, b: number) => a !== undefined && Math.abs(a - b) < 1e-5
const turns = (order: readonly number[], as: string) => order.join() === as

const fusions: readonly Fusion[] = [
  {
    pattern: [
      'AddV2',
      ['Mul', ['Sub', 'x', ['Reshape', mean, 'shape']], ['Mul', ['Rsqrt', ['AddV2', ['Reshape', spread, 'shape2'], 'epsilon']], 'scale']],
      'bias',
    ],
    into: 'LayerNorm',
    inputs: ['x', 'scale', 'bias', 'epsilon'],
    holds(numbers) {
      const channels = numbers('scale').length
      const overChannels = turns(numbers('axes'), '3') && turns(numbers('axes2'), '3')
      return overChannels && close(numbers('zero')[0], 0) && ['share', 'share2'].every((name) => close(numbers(name)[0]! * channels, 1))
    },
  },
  {
    pattern: ['Mul', ['Mul', 'half', 'x'], ['AddV2', 'one', ['Tanh', ['Mul', 'root', ['AddV2', 'x', ['Mul', ['Mul', 'cubic', 'x'], ['Square', 'x']]]]]]],
    into: 'Gelu',
    inputs: ['x'],
    holds: (numbers) =>
      close(numbers('half')[0], 0.5) &&
      close(numbers('one')[0], 1) &&
      close(numbers('root')[0], Math.sqrt(2 / Math.PI)) &&
      close(numbers('cubic')[0], 0.044715),
  },
  {
    pattern: ['SelectV2', ['GreaterEqual', 'x', 'zero'], 'x', ['Mul', 'slope', 'x']],
    into: 'LeakyRelu',
    inputs: ['x', 'slope'],
    holds: (numbers) => close(numbers('zero')[0], 0) && numbers('slope').length === 1,
  },
  {
    pattern: ['Reciprocal', ['AddV2', 'one', ['Exp', ['Neg', 'x']]]],
    into: 'Sigmoid',
    inputs: ['x'],
    holds: (numbers) => close(numbers('one')[0], 1),
  },
  {
    pattern: ['Transpose', ['AddV2', ['Einsum', ['Transpose', 'x', 'order'], 'matrix'], 'bias'], 'back'],
    into: 'MixPositions',
    inputs: ['x', 'matrix', 'bias'],
    holds: (numbers) => turns(numbers('order'), '0,1,3,2') && turns(numbers('back'), '0,1,3,2') && numbers('matrix').length > 0,
  },
  {
    pattern: ['Transpose', ['Einsum', ['Einsum', 'down', 'x'], 'along'], 'order'],
    into: 'ResizeByWeights',
    inputs: ['x', 'down', 'along'],
    holds: (numbers) => turns(numbers('order'), '1,0,3,2') && numbers('down').length > 0 && numbers('along').length > 0,
  },
]

export function fuse(graph: TfjsGraph): void {
  for (const node of [...graph.nodes.values()]) {
    const fused = node.op === 'AddV2' ? withBias(graph, node) : null
    if (fused) graph.nodes.set(node.name, fused)
    else for (const fusion of fusions) apply(graph, node.name, fusion)
  }
}

function apply(graph: TfjsGraph, name: string, { pattern, into, inputs, holds }: Fusion): void {
  const found: Found | null = find(graph, pattern, name)
  if (found && holds((each) => [...(graph.constant(found[each]!)?.values ?? [])]))
    graph.nodes.set(name, { name, op: into, input: inputs.map((each) => found[each]!) })
}

/** A constant for each channel that is added to a convolution, as TensorFlow itself would fuse it. */
function withBias(graph: TfjsGraph, { name, ...node }: GraphNode): GraphNode | null {
  const [convolved, bias] = graph.inputsOf({ name, ...node })
  const { op, attr, ...convolution } = graph.node(convolved!)
  if (op !== 'Conv2D') return null
  const [x, kernel] = graph.inputsOf({ op, ...convolution })
  if (graph.constant(kernel!)?.shape[3] !== graph.constant(bias!)?.values.length) return null
  const biasAdd = { list: { s: [Buffer.from('BiasAdd').toString('base64')] } }
  return { name, op: '_FusedConv2D', input: [x!, kernel!, bias!], attr: { ...attr, fused_ops: biasAdd } }
}
