// Turns a TensorFlow.js graph model into ONNX: 8-bit RGB rows in; out come 8-bit RGB rows again, or the numbers that the network says.
// The picture's size is fixed: what the model computes from it is computed here.
import { elementType } from './onnx.ts'
import { pictureInput, pictureOutput } from './picture.ts'
import { TfjsEmitter } from './tfjs-emitter.ts'
import { fusedOperators } from './tfjs-fused.ts'
import { fuse } from './tfjs-fusions.ts'
import { type GraphModel, TfjsGraph } from './tfjs-nodes.ts'
import { givenTo, type Operators } from './tfjs-operator.ts'
import { operators } from './tfjs-operators.ts'
import { settle } from './tfjs-settle.ts'
import { readTfjsWeights } from './tfjs-weights.ts'

export interface GraphSource {
  readonly name: string
  /** The model's JSON, and the files that it names. */
  readonly model: string
  readonly read: (path: string) => Promise<Uint8Array>
  readonly ends: GraphEnds
}

export interface GraphEnds {
  /** What the network is given for 0 and for 255. */
  readonly range: readonly [number, number]
  /** Height and width of the picture that the model is made for. */
  readonly size: readonly [number, number]
  /** A picture is in the range of the input. Numbers are given as they are: the name of each result, by the node that it is. */
  readonly results: 'picture' | Readonly<Record<string, string>>
}

const known: Operators = { ...operators, ...fusedOperators }

export async function convertGraphModel({ name, model: text, read, ends }: GraphSource): Promise<Uint8Array> {
  const model = JSON.parse(text) as GraphModel
  const graph = new TfjsGraph(model.modelTopology.node, await readTfjsWeights(model, read))
  const results = ends.results === 'picture' ? ['Identity'] : Object.keys(ends.results)
  settle(graph, results, [1, ...ends.size, 3])
  fuse(graph)
  const emitter = new TfjsEmitter(name, graph)
  for (const node of graph.inOrder(results)) {
    if (node.op === 'Const') continue
    if (node.op === 'Placeholder') {
      emitter.set(node.name, input(emitter, ends))
      continue
    }
    const operator = known[node.op]
    if (!operator) throw new Error(`Operations of the kind ${node.op} are not known.`)
    emitter.set(node.name, operator(givenTo(emitter, node)))
  }
  output(emitter, ends)
  return emitter.onnx.bytes()
}

function input(emitter: TfjsEmitter, { range: [low, high], size }: GraphEnds): string {
  const planes = pictureInput(emitter.onnx, (high - low) / 255, [1, ...size])
  const moved = low === 0 ? planes : emitter.emit('Add', [planes, emitter.onnx.scalar(low)])
  return emitter.emit('Transpose', [moved], { perm: [0, 2, 3, 1] })
}

function output(emitter: TfjsEmitter, { range: [low, high], results }: GraphEnds): void {
  const { onnx } = emitter
  if (results !== 'picture') {
    for (const [node, name] of Object.entries(results)) {
      onnx.node('Identity', [emitter.value(node)], name)
      onnx.output(name, elementType.float32, null)
    }
    return
  }
  const planes = emitter.emit('Transpose', [emitter.value('Identity')], { perm: [0, 3, 1, 2] })
  const moved = low === 0 ? planes : emitter.emit('Sub', [planes, onnx.scalar(low)])
  pictureOutput(onnx, emitter.emit('Mul', [moved, onnx.scalar(255 / (high - low))]))
}
