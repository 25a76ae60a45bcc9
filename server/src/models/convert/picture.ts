// The two ends of a network from picture to picture: 8-bit RGB rows outside, planes of floats inside.
import { elementType, type OnnxGraph } from './onnx.ts'

/** Planes of `image` times `factor`. Count, height and width are open unless given. */
export function pictureInput(graph: OnnxGraph, factor: number, size: readonly (number | string)[] = ['n', 'h', 'w']): string {
  const image = graph.input('image', elementType.uint8, [...size, 3])
  const planes = graph.node('Transpose', [graph.node('Cast', [image], 'numbers', { to: elementType.float32 })], 'planes', { perm: [0, 3, 1, 2] })
  return factor === 1 ? planes : graph.node('Mul', [planes, graph.scalar(factor)], 'scaled')
}

/** Planes of 0 to 255, rounded and clamped, as `output`. */
export function pictureOutput(graph: OnnxGraph, planes: string): void {
  const rounded = graph.node('Round', [planes], 'rounded')
  const clipped = graph.node('Clip', [rounded, graph.constant('low', [], Float32Array.of(0)), graph.constant('high', [], Float32Array.of(255))], 'clipped')
  graph.node('Transpose', [graph.node('Cast', [clipped], 'whole', { to: elementType.uint8 })], 'output', { perm: [0, 2, 3, 1] })
  graph.output('output', elementType.uint8, ['n', 'H', 'W', 3])
}
