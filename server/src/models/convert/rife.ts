// Turns RIFE for ncnn into ONNX: in0 and in1 are two pictures as planes of 0 to 1, in2 a plane of the moment between them (0.5: the middle), `out` the picture
// of that moment. Width and height are free, as multiples of 32; the sampling grid of its warp layers is made inside the graph.
import { halfToFloat } from './half.ts'
import { addNcnnLayer } from './ncnn.ts'
import { type NcnnLayer, NcnnWeights, readNcnnLayers } from './ncnn-file.ts'
import { elementType, OnnxGraph } from './onnx.ts'

const endOfAxis = 2 ** 31 - 1

export function convertRife(param: string, bin: Uint8Array, name: string): Uint8Array {
  const graph = new OnnxGraph(name)
  const weights = new NcnnWeights(bin, halfToFloat)
  const layers = readNcnnLayers(param)
  const values = new Map<string, string>()
  for (const layer of layers) {
    const inputs = layer.inputs.map((input) => values.get(input)!)
    const value = add(graph, layer, inputs, weights)
    for (const output of layer.outputs) values.set(output, value)
  }
  weights.end()
  graph.node('Identity', [values.get(layers.at(-1)!.outputs[0]!)!], 'out')
  graph.output('out', elementType.float32, [1, 3, 'h', 'w'])
  return graph.bytes()
}

function add(graph: OnnxGraph, layer: NcnnLayer, inputs: readonly string[], weights: NcnnWeights): string {
  const output = `${layer.name}/out`
  switch (layer.type) {
    case 'Input': {
      const input = layer.outputs[0]!
      graph.input(input, elementType.float32, [1, input === 'in2' ? 1 : 3, 'h', 'w'])
      if (input === 'in0') makeGrid(graph, input)
      return input
    }
    case 'Crop': {
      const [starts, ends, axes] = [layer.list(9)!, layer.list(10)!, layer.list(11)!]
      const last = ends.map((end) => (end < 0 || end > endOfAxis ? endOfAxis : end))
      return graph.node('Slice', [inputs[0]!, graph.integers(starts), graph.integers(last), graph.integers(axes.map((axis) => axis + 1))], output)
    }
    case 'rife.Warp': {
      const flow = graph.node('Transpose', [inputs[1]!], `${layer.name}/flow`, { perm: [0, 2, 3, 1] })
      const moved = graph.node('Add', [flow, 'grid'], `${layer.name}/moved`)
      const unit = graph.node('Sub', [graph.node('Mul', [moved, 'grid_unit'], `${layer.name}/unit`), graph.scalar(1)], `${layer.name}/where`)
      return graph.node('GridSample', [inputs[0]!, unit], output, { mode: 'bilinear', padding_mode: 'border', align_corners: 1 })
    }
    default:
      return addNcnnLayer(graph, layer, inputs, weights)
  }
}

/** `grid`: x and y of each pixel; `grid_unit`: what makes them -1 to 1 once 1 is taken away, the measure of the sampling operation. */
function makeGrid(graph: OnnxGraph, like: string): void {
  const shape = graph.node('Shape', [like], 'grid_shape')
  const [start, step] = [graph.integers([0], []), graph.integers([1], [])]
  const axis = (name: string, at: number, unsqueezed: readonly number[]) => {
    const size = graph.node('Gather', [shape, graph.integers([at], [])], `${name}_size`)
    const places = graph.node('Cast', [graph.node('Range', [start, size, step], `${name}_whole`)], `${name}_places`, { to: elementType.float32 })
    const less = graph.node('Sub', [graph.node('Cast', [size], `${name}_float`, { to: elementType.float32 }), graph.scalar(1)], `${name}_less`)
    const unit = graph.node('Div', [graph.scalar(2), less], `${name}_unit`)
    return {
      places: graph.node('Unsqueeze', [places, graph.integers(unsqueezed)], `${name}_line`),
      unit: graph.node('Unsqueeze', [unit, graph.integers([0])], `${name}_units`),
      zero: graph.node('Unsqueeze', [graph.node('Mul', [places, graph.scalar(0)], `${name}_none`), graph.integers(unsqueezed)], `${name}_zero`),
    }
  }
  const across = axis('across', 3, [0, 2])
  const down = axis('down', 2, [1, 2])
  const xs = graph.node('Add', [across.places, down.zero], 'grid_x')
  const ys = graph.node('Add', [down.places, across.zero], 'grid_y')
  graph.node('Concat', [xs, ys], 'grid', { axis: 2 })
  graph.node('Concat', [across.unit, down.unit], 'grid_unit', { axis: 0 })
}
