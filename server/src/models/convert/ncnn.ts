// Turns ncnn networks into ONNX. Only the layers that the networks of our packs have are known; any other is an error, never a guess.
import { halfToFloat } from './half.ts'
import { type NcnnLayer, NcnnWeights, readNcnnLayers } from './ncnn-file.ts'
import { type Attribute, OnnxGraph } from './onnx.ts'
import { pictureInput, pictureOutput } from './picture.ts'

export interface ConvertedPicture {
  readonly bytes: Uint8Array
  readonly scale: number
  /** How far, in source pixels, a result pixel can see. */
  readonly radius: number
}

interface Value {
  readonly name: string
  /** Size of its planes against the source's. */
  readonly scale: number
  readonly radius: number
}

/** A network from one picture to one picture: 8-bit RGB rows in and out, with the scaling to 0 to 1 inside. */
export function convertNcnn(param: string, bin: Uint8Array, name: string): ConvertedPicture {
  const graph = new OnnxGraph(name)
  const layers = readNcnnLayers(param)
  const weights = new NcnnWeights(bin, halfToFloat)
  const values = new Map<string, Value>()
  for (const layer of layers) {
    const inputs = layer.inputs.map((input) => values.get(input)!)
    const { radius, scale } = { radius: Math.max(0, ...inputs.map((input) => input.radius)), scale: inputs[0]?.scale ?? 1 }
    const names = inputs.map((input) => input.name)
    const value =
      layer.type === 'Input'
        ? { name: pictureInput(graph, 1 / 255), scale: 1, radius: 0 }
        : {
            name: addNcnnLayer(graph, layer, names, weights),
            scale: scale * enlargement(layer),
            radius: radius + reach(layer) / scale,
          }
    for (const output of layer.outputs) values.set(output, value)
  }
  weights.end()
  const last = values.get(layers.at(-1)!.outputs[0]!)!
  pictureOutput(graph, graph.node('Mul', [last.name, graph.scalar(255)], 'bytes'))
  return { bytes: graph.bytes(), scale: last.scale, radius: Math.ceil(last.radius) }
}

/** How far the layer sees, in pixels of what it is given. */
function reach(layer: NcnnLayer): number {
  if (layer.type === 'Convolution') return (layer.number(1) - 1) / 2
  return layer.type === 'Interp' ? layer.number(0) - 1 : 0
}

function enlargement(layer: NcnnLayer): number {
  if (layer.type === 'PixelShuffle') return layer.number(0, 1)
  return layer.type === 'Interp' ? layer.number(1, 1) : 1
}

/** Adds one layer and returns the name of its result, which is the layer's first output. */
export function addNcnnLayer(graph: OnnxGraph, layer: NcnnLayer, inputs: readonly string[], weights: NcnnWeights): string {
  const output = `${layer.name}/out`
  switch (layer.type) {
    case 'Split':
      return inputs[0]!
    case 'Convolution':
    case 'Deconvolution':
      return activated(graph, layer, convolution(graph, layer, inputs[0]!, weights))
    case 'PReLU': {
      const count = layer.number(0)
      return graph.node('PRelu', [inputs[0]!, graph.constant(`${layer.name}/slope`, [count, 1, 1], weights.floats(count))], output)
    }
    case 'ReLU':
      return layer.number(0) ? graph.node('LeakyRelu', [inputs[0]!], output, { alpha: { float: layer.number(0) } }) : graph.node('Relu', [inputs[0]!], output)
    case 'Sigmoid':
      return graph.node('Sigmoid', inputs, output)
    case 'PixelShuffle':
      return graph.node('DepthToSpace', inputs, output, { blocksize: layer.number(0), mode: 'CRD' })
    case 'Concat':
      return graph.node('Concat', inputs, output, { axis: 1 + layer.number(0) })
    case 'Interp':
      return interpolation(graph, layer, inputs[0]!, output)
    case 'BinaryOp':
      return arithmetic(graph, layer, inputs, output)
    case 'Eltwise': {
      if (layer.number(0) !== 1) throw new Error('Of the element-wise layers only the sum is known.')
      const terms = inputs.map((input, at) => {
        const factor = layer.list(1)?.[at] ?? 1
        return factor === 1 ? input : graph.node('Mul', [input, graph.scalar(factor)], `${output}/${at}`)
      })
      return graph.node('Sum', terms, output)
    }
    default:
      throw new Error(`Layers of the kind ${layer.type} are not known.`)
  }
}

function convolution(graph: OnnxGraph, layer: NcnnLayer, input: string, weights: NcnnWeights): string {
  const transposed = layer.type === 'Deconvolution'
  const [outs, width, size] = [layer.number(0), layer.number(1), layer.number(6)]
  const height = layer.number(11, width)
  const ins = size / (outs * width * height)
  if (layer.number(2, 1) !== 1) throw new Error('Dilated convolutions are not known.')
  const raw = weights.kernel(size)
  const kernel = transposed ? swapped(raw, outs, ins, width * height) : raw
  const shape = transposed ? [ins, outs, height, width] : [outs, ins, height, width]
  const inputs = [input, graph.constant(`${layer.name}/kernel`, shape, kernel)]
  if (layer.number(5)) inputs.push(graph.constant(`${layer.name}/bias`, [outs], weights.floats(outs)))
  const [padding, stride] = [layer.number(4), layer.number(3, 1)]
  return graph.node(transposed ? 'ConvTranspose' : 'Conv', inputs, `${layer.name}/sum`, {
    kernel_shape: [height, width],
    pads: [padding, padding, padding, padding],
    strides: [stride, stride],
  })
}

/** ncnn keeps the kernels of a deconvolution by output first, ONNX by input first. */
function swapped(kernel: Float32Array, outs: number, ins: number, taps: number): Float32Array {
  const result = new Float32Array(kernel.length)
  for (let out = 0; out < outs; out++)
    for (let into = 0; into < ins; into++) result.set(kernel.subarray((out * ins + into) * taps, (out * ins + into + 1) * taps), (into * outs + out) * taps)
  return result
}

function activated(graph: OnnxGraph, layer: NcnnLayer, sum: string): string {
  const kind = layer.number(9)
  if (kind === 0) return sum
  if (kind === 1) return graph.node('Relu', [sum], `${layer.name}/out`)
  if (kind === 2) return graph.node('LeakyRelu', [sum], `${layer.name}/out`, { alpha: { float: layer.list(10)![0]! } })
  throw new Error(`The activation ${kind} is not known.`)
}

const resizing: Readonly<Record<number, Readonly<Record<string, Attribute>>>> = {
  1: { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
  2: { mode: 'linear', coordinate_transformation_mode: 'half_pixel' },
  3: { mode: 'cubic', coordinate_transformation_mode: 'half_pixel', cubic_coeff_a: { float: -0.75 } },
}

function interpolation(graph: OnnxGraph, layer: NcnnLayer, input: string, output: string): string {
  const [kind, height, width] = [layer.number(0), layer.number(1, 1), layer.number(2, 1)]
  if (height === 1 && width === 1) return input
  const scales = graph.constant(`${layer.name}/scales`, [4], Float32Array.of(1, 1, height, width))
  const mode = resizing[kind]
  if (!mode) throw new Error(`The interpolation ${kind} is not known.`)
  return graph.node('Resize', [input, '', scales], output, mode)
}

const operations = ['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Pow', 'Sub', 'Div']
/** From here on the operands are the other way round. */
const reversed = 7

function arithmetic(graph: OnnxGraph, layer: NcnnLayer, inputs: readonly string[], output: string): string {
  const kind = layer.number(0)
  const operation = operations[kind]
  if (!operation) throw new Error(`The operation ${kind} is not known.`)
  const operands = layer.number(1) ? [inputs[0]!, graph.scalar(layer.number(2))] : [...inputs]
  return graph.node(operation, kind >= reversed ? operands.reverse() : operands, output)
}
