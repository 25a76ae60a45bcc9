// StridedSlice: TensorFlow's slices with their masks, one bit an axis, as ONNX's plain ones.
import type { Operator } from './tfjs-operator.ts'

/** Beyond every size there is. */
const end = 2 ** 31 - 1

export const slice: Operator = ({ emit, integers, value, known, attributes }) => {
  if (attributes.whole('ellipsis_mask') || attributes.whole('new_axis_mask')) throw new Error('Slices with an ellipsis or new axes are not known.')
  const axes = known(3).map((_, axis) => axis)
  const marked = (mask: string) => axes.map((axis) => ((attributes.whole(mask) >> axis) & 1) === 1)
  const [fromFirst, toLast, single] = [marked('begin_mask'), marked('end_mask'), marked('shrink_axis_mask')]
  // Where no mask says otherwise, both may be computed from sizes.
  const starts = fromFirst.some(Boolean) ? integers(known(1).map((start, axis) => (fromFirst[axis] ? 0 : start))) : value(1)
  const ends = [...toLast, ...single].some(Boolean)
    ? integers(axes.map((axis) => (single[axis] ? after(known(1)[axis]!) : toLast[axis] ? end : known(2)[axis]!)))
    : value(2)
  const part = emit('Slice', [value(0), starts, ends, integers(axes), value(3)])
  const gone = axes.filter((axis) => single[axis])
  return gone.length ? emit('Squeeze', [part, integers(gone)]) : part
}

const after = (start: number) => (start === -1 ? end : start + 1)
