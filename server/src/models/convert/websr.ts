// Turns the Anime4K networks in WebSR's weights (the large ones, x2) into ONNX. They are fourteen 3 x 3 convolutions in seven pairs, each with both halves of a
// rectifier after it, and one that sees all of them; weights lie as 4 x 4 matrices, columns first, as a shader reads them.
import type { ConvertedPicture } from './ncnn.ts'
import { OnnxGraph } from './onnx.ts'
import { pictureInput, pictureOutput } from './picture.ts'

interface WebsrFile {
  readonly layers: Readonly<Record<string, { readonly weights: Numbers; readonly bias: Numbers }>>
}
/** A list, or the same with its places as names. */
type Numbers = readonly number[] | Readonly<Record<string, number>>

const pairs = 7
/** Results of one shader: a vector of four. */
const vector = 4

export function convertWebsr(text: string, name: string): ConvertedPicture {
  const { layers } = JSON.parse(text) as WebsrFile
  const graph = new OnnxGraph(name)
  const source = pictureInput(graph, 1 / 255)

  function convolution(names: readonly string[], input: string, ins: number, size: number): string {
    const [outs, taps] = [names.length * vector, size * size]
    const kernel = new Float32Array(outs * ins * taps)
    const bias = new Float32Array(outs)
    for (const [group, layerName] of names.entries()) {
      const layer = layers[layerName]
      if (!layer) throw new Error(`The weights have no layer ${layerName}.`)
      const [weights, biases] = [numbers(layer.weights), numbers(layer.bias)]
      if (weights.length !== Math.ceil(ins / vector) * taps * vector * vector) throw new Error(`The layer ${layerName} has ${weights.length} weights.`)
      for (let row = 0; row < vector; row++) {
        const out = group * vector + row
        bias[out] = biases[row]!
        for (let into = 0; into < ins; into++)
          for (let tap = 0; tap < taps; tap++) {
            const matrix = Math.floor(into / vector) * taps + tap
            // The shader goes column by column through the taps.
            const [x, y] = [Math.floor(tap / size), tap % size]
            kernel[((out * ins + into) * size + y) * size + x] = weights[matrix * vector * vector + (into % vector) * vector + row]!
          }
      }
    }
    const inputs = [input, graph.constant(`${names[0]}/kernel`, [outs, ins, size, size], kernel), graph.constant(`${names[0]}/bias`, [outs], bias)]
    const padding = (size - 1) / 2
    return graph.node('Conv', inputs, names[0]!, { kernel_shape: [size, size], pads: [padding, padding, padding, padding] })
  }
  const bothHalves = (value: string) => {
    const below = graph.node('Relu', [graph.node('Neg', [value], `${value}/negative`)], `${value}/below`)
    return graph.node('Concat', [graph.node('Relu', [value], `${value}/above`), below], `${value}/halves`, { axis: 1 })
  }

  const halves: string[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const layer = pair === 0 ? 'conv2d_tf' : `conv2d_${pair}_tf`
    halves.push(bothHalves(convolution([layer, `${layer}1`], halves.at(-1) ?? source, halves.length ? 4 * vector : 3, 3)))
  }
  const all = graph.node('Concat', halves, 'all', { axis: 1 })
  const last = convolution(['conv2d_last_tf', 'conv2d_last_tf1', 'conv2d_last_tf2'], all, pairs * 4 * vector, 1)
  const detail = graph.node('DepthToSpace', [last], 'detail', { blocksize: 2, mode: 'CRD' })
  const doubled = graph.node('Resize', [source, '', graph.constant('twice', [4], Float32Array.of(1, 1, 2, 2))], 'doubled', {
    mode: 'linear',
    coordinate_transformation_mode: 'half_pixel',
  })
  pictureOutput(graph, graph.node('Mul', [graph.node('Add', [doubled, detail], 'sum'), graph.scalar(255)], 'bytes'))
  return { bytes: graph.bytes(), scale: 2, radius: pairs }
}

function numbers(values: Numbers): readonly number[] {
  return Array.isArray(values) ? values : Object.values(values)
}
