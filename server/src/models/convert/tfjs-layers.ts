// Turns a TensorFlow.js layers model (as @upscalerjs ships them) into ONNX: 8-bit RGB rows in, 8-bit RGB rows out; anchoring, rounding and clamping inside the graph.
// Only the layers these networks have are known; any other is an error, never a guess.
import { anchor, anchorRadius } from './anchor.ts'
import { elementType, OnnxGraph } from './onnx.ts'
import { readTfjsWeights, type TfjsManifest, type Weights } from './tfjs-weights.ts'

interface Layer {
  readonly class_name: string
  readonly name: string
  readonly config: {
    readonly kernel_size?: readonly [number, number]
    readonly size?: readonly [number, number]
    readonly activation?: string
    readonly interpolation?: string
    readonly beta?: number
    readonly scale?: number
  }
  readonly inbound_nodes: readonly (readonly (readonly [string, ...unknown[]])[])[]
}

interface LayersModel extends TfjsManifest {
  readonly modelTopology: { readonly model_config: { readonly config: { readonly layers: readonly Layer[] } } }
}

export interface ConvertedModel {
  readonly bytes: Uint8Array
  readonly scale: number
  /** How far, in source pixels, a result pixel can see: tiles that overlap by it join without a seam. */
  readonly radius: number
}

export interface LayersSource {
  readonly name: string
  /** The model's JSON, and the files that it names. */
  readonly model: string
  readonly read: (path: string) => Promise<Uint8Array>
  /** The network works with 0 to 1 instead of 0 to 255. */
  readonly unit?: boolean | undefined
}

export async function convertLayersModel({ name, model: text, read, unit = false }: LayersSource): Promise<ConvertedModel> {
  const model = JSON.parse(text) as LayersModel
  return new Conversion(name, await readTfjsWeights(model, read), unit).convert(model.modelTopology.model_config.config.layers)
}

class Conversion {
  readonly #graph: OnnxGraph
  readonly #weights: ReadonlyMap<string, Weights>
  /** For each layer seen: the name of its result in the graph, and how far it sees. */
  readonly #results = new Map<string, { readonly name: string; readonly radius: number }>()
  /** Layers that enlarge, waiting for the convolution that they are folded into. */
  readonly #enlarging = new Map<string, number>()
  #scale = 1

  readonly #unit: boolean

  constructor(name: string, weights: ReadonlyMap<string, Weights>, unit: boolean) {
    this.#graph = new OnnxGraph(name)
    this.#weights = weights
    this.#unit = unit
  }

  convert(layers: readonly Layer[]): ConvertedModel {
    for (const layer of layers) this.#results.set(layer.name, this.#add(layer))
    const last = this.#results.get(layers.at(-1)!.name)!
    const graph = this.#graph
    const range = [graph.constant('low', [], Float32Array.of(0)), graph.constant('high', [], Float32Array.of(255))]
    const pixels = this.#unit ? graph.node('Mul', [last.name, graph.scalar(255)], 'pixels') : last.name
    const drawn = graph.node('Clip', [pixels, ...range], 'drawn')
    const rounded = graph.node('Round', [anchor(graph, 'planes', drawn, this.#scale)], 'rounded')
    const clipped = graph.node('Clip', [rounded, ...range], 'clipped')
    const whole = graph.node('Cast', [clipped], 'whole', { to: elementType.uint8 })
    graph.node('Transpose', [whole], 'output', { perm: [0, 2, 3, 1] })
    graph.output('output', elementType.uint8, ['n', 'H', 'W', 3])
    return { bytes: graph.bytes(), scale: this.#scale, radius: last.radius + anchorRadius }
  }

  #add(layer: Layer): { name: string; radius: number } {
    const sources = (layer.inbound_nodes[0] ?? []).map(([name]) => ({ layer: name, ...this.#results.get(name)! }))
    const names = sources.map(({ name }) => name)
    const radius = Math.max(0, ...sources.map((source) => source.radius))
    switch (layer.class_name) {
      case 'InputLayer':
        return { name: this.#input(), radius }
      case 'Activation':
        if (layer.config.activation !== 'relu') throw new Error(`The activation ${layer.config.activation} is not known.`)
        return { name: this.#graph.node('Relu', names, layer.name), radius }
      case 'Concatenate':
        return { name: this.#graph.node('Concat', names, layer.name, { axis: 1 }), radius }
      case 'Add':
        return {
          name: names.reduce((sum, name, index) => this.#graph.node('Add', [sum, name], index < names.length - 1 ? `${layer.name}_${index}` : layer.name)),
          radius,
        }
      case 'MultiplyBeta':
        return { name: this.#graph.node('Mul', [names[0]!, this.#graph.scalar(layer.config.beta!)], layer.name), radius }
      case 'PixelShuffle2x':
      case 'PixelShuffle3x':
      case 'PixelShuffle4x':
      case 'PixelShuffle8x':
        this.#scale *= layer.config.scale!
        return { name: this.#graph.node('DepthToSpace', names, layer.name, { blocksize: layer.config.scale!, mode: 'DCR' }), radius }
      case 'UpSampling2D':
        if (layer.config.interpolation !== 'nearest') throw new Error(`Enlarging by ${layer.config.interpolation} is not known.`)
        this.#enlarging.set(layer.name, layer.config.size![0])
        return { name: names[0]!, radius }
      case 'Conv2D':
        return { name: this.#convolution(layer, names[0]!, this.#enlarging.get(sources[0]!.layer)), radius: radius + (layer.config.kernel_size![0] - 1) / 2 }
      default:
        throw new Error(`Layers of the kind ${layer.class_name} are not known.`)
    }
  }

  #input(): string {
    const graph = this.#graph
    const image = graph.input('image', elementType.uint8, ['n', 'h', 'w', 3])
    const planes = graph.node('Transpose', [graph.node('Cast', [image], 'numbers', { to: elementType.float32 })], 'planes', { perm: [0, 3, 1, 2] })
    return this.#unit ? graph.node('Mul', [planes, graph.scalar(1 / 255)], 'units') : planes
  }

  #convolution({ name, config }: Layer, source: string, enlarge = 1): string {
    if (config.activation !== 'linear') throw new Error(`The activation ${config.activation} inside a convolution is not known.`)
    const kernel = this.#weights.get(`${name}/kernel`)!
    const bias = this.#weights.get(`${name}/bias`)!
    if (enlarge > 1 && kernel.shape[0] !== 3) throw new Error('Only a 3 x 3 convolution can follow an enlargement.')
    this.#scale *= enlarge
    const { shape, values } = enlarge > 1 ? foldedKernel(kernel, enlarge) : reorderedKernel(kernel)
    const biases = Float32Array.from({ length: shape[0]! }, (_, channel) => bias.values[Math.floor(channel / (enlarge * enlarge))]!)
    const inputs = [source, this.#graph.constant(`${name}/kernel`, shape, values), this.#graph.constant(`${name}/bias`, [shape[0]!], biases)]
    const padding = (shape[2]! - 1) / 2
    const convolved = this.#graph.node('Conv', inputs, enlarge > 1 ? `${name}_folded` : name, {
      kernel_shape: shape.slice(2),
      pads: [padding, padding, padding, padding],
    })
    return enlarge > 1 ? this.#graph.node('DepthToSpace', [convolved], name, { blocksize: enlarge, mode: 'CRD' }) : convolved
  }
}

/** TensorFlow orders a kernel height, width, in, out; ONNX out, in, height, width. */
function reorderedKernel({ shape, values }: Weights): Weights {
  const [height, width, ins, outs] = shape as [number, number, number, number]
  const reordered = new Float32Array(values.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let i = 0; i < ins; i++)
        for (let o = 0; o < outs; o++) reordered[((o * ins + i) * height + y) * width + x] = values[((y * width + x) * ins + i) * outs + o]!
  return { shape: [outs, ins, height, width], values: reordered }
}

/**
 * Nearest-neighbour enlargement followed by a 3 x 3 convolution equals a convolution at the small size that yields each of the enlarged pixels as a channel.
 * Exact, and it spares the enlarged planes: half the memory.
 */
function foldedKernel({ shape, values }: Weights, by: number): Weights {
  const [, , ins, outs] = shape as [number, number, number, number]
  const folded = new Float32Array(outs * by * by * ins * 9)
  for (let o = 0; o < outs; o++)
    for (let subY = 0; subY < by; subY++)
      for (let subX = 0; subX < by; subX++)
        for (let y = 0; y < 3; y++)
          for (let x = 0; x < 3; x++)
            for (let i = 0; i < ins; i++) {
              const channel = (o * by + subY) * by + subX
              const smallY = Math.floor((subY + y - 1) / by) + 1
              const smallX = Math.floor((subX + x - 1) / by) + 1
              folded[((channel * ins + i) * 3 + smallY) * 3 + smallX]! += values[((y * 3 + x) * ins + i) * outs + o]!
            }
  return { shape: [outs * by * by, ins, 3, 3], values: folded }
}
