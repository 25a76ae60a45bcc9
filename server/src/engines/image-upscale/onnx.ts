// Writes ONNX model files: the small part of the format's protobuf schema (onnx.proto3, IR version 8) that a convolutional network needs.
// Pure and deterministic: the same graph is always the same bytes. (The one published schema package, onnx-proto, is tied to protobufjs 6.)

/** Element types of tensors, by their number in the schema. */
export const elementType = { float32: 1, uint8: 2 } as const
type ElementType = (typeof elementType)[keyof typeof elementType]

type Attribute = number | string | readonly number[]
/** A number is a fixed size; a name stands for a size known when the model runs. */
type Dimension = number | string

const opset = 17
const irVersion = 8

export class OnnxGraph {
  readonly #name: string
  readonly #nodes: Uint8Array[] = []
  readonly #constants: Uint8Array[] = []
  readonly #inputs: Uint8Array[] = []
  readonly #outputs: Uint8Array[] = []

  constructor(name: string) {
    this.#name = name
  }

  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#inputs.push(valueInfo(name, type, shape))
    return name
  }

  output(name: string, type: ElementType, shape: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(name, type, shape))
  }

  constant(name: string, shape: readonly number[], values: Float32Array): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    this.#constants.push(message(...shape.map((size) => integer(1, size)), integer(2, elementType.float32), bytes(8, name), bytes(9, raw)))
    return name
  }

  /** Adds an operation and returns the name of its one result. */
  node(operation: string, inputs: readonly string[], output: string, attributes: Readonly<Record<string, Attribute>> = {}): string {
    this.#nodes.push(
      message(
        ...inputs.map((name) => bytes(1, name)),
        bytes(2, output),
        bytes(3, output),
        bytes(4, operation),
        ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
      ),
    )
    return output
  }

  bytes(): Uint8Array {
    const graph = message(
      ...this.#nodes.map((node) => bytes(1, node)),
      bytes(2, this.#name),
      ...this.#constants.map((constant) => bytes(5, constant)),
      ...this.#inputs.map((input) => bytes(11, input)),
      ...this.#outputs.map((output) => bytes(12, output)),
    )
    return message(integer(1, irVersion), bytes(2, 'keter'), bytes(7, graph), bytes(8, message(bytes(1, ''), integer(2, opset))))
  }
}

function attribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'number') return message(bytes(1, name), integer(3, value), integer(20, 2))
  if (typeof value === 'string') return message(bytes(1, name), bytes(4, value), integer(20, 3))
  return message(bytes(1, name), ...value.map((each) => integer(8, each)), integer(20, 7))
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): Uint8Array {
  const dimensions = shape.map((size) => bytes(1, typeof size === 'string' ? bytes(2, size) : integer(1, size)))
  const tensor = message(integer(1, type), bytes(2, message(...dimensions)))
  return message(bytes(1, name), bytes(2, bytes(1, tensor)))
}

// The wire format: https://protobuf.dev/programming-guides/encoding/

function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields)
}

function integer(field: number, value: number): Uint8Array {
  return message(varint(field * 8), varint(value))
}

function bytes(field: number, value: Uint8Array | string): Uint8Array {
  const content = typeof value === 'string' ? Buffer.from(value) : value
  return message(varint(field * 8 + 2), varint(content.length), content)
}

/** Seven bits at a time, lowest first; every number written here is whole, not negative and below 2^53. */
function varint(value: number): Uint8Array {
  const groups: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...groups, rest])
    groups.push((rest % 128) | 128)
  }
}
