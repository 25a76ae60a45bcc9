// Paints a mask over a picture: a brush, its size, one stroke back, all away. The mask has the picture's size, white where it was painted.
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { count } from '../../../lib/words.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { Slider } from '../../../ui/Slider.tsx'
import type { EditedSource } from './edited-source.ts'
import { maskOf, paintStrokes, type Point, type Stroke, withPoint } from './strokes.ts'

interface MaskPainterProps {
  readonly source: EditedSource
  /** To go on from. */
  readonly painted: readonly Stroke[]
  readonly onDone: (mask: Blob, strokes: readonly Stroke[]) => void
  readonly onClose: () => void
}

const mostDrawn = 1600

export function MaskPainter({ source, painted, onDone, onClose }: MaskPainterProps) {
  const { width, height } = source.measurement
  const short = Math.min(width, height)
  const [strokes, setStrokes] = useState(painted)
  const [size, setSize] = useState(Math.max(2, Math.round(short / 14)))
  const [tooLarge, setTooLarge] = useState(false)
  const done = async () => {
    const mask = await maskOf(strokes, source.measurement)
    if (mask) onDone(mask, strokes)
    else setTooLarge(true)
  }
  return (
    <Sheet title={`Paint a mask on ${source.name}`} isOpen onClose={onClose} wide>
      <Canvas source={source} strokes={strokes} size={size} onStrokes={setStrokes} onUndo={() => setStrokes(strokes.slice(0, -1))} />
      <div className="painter-tools">
        <span className="painter-size">
          Brush
          <Slider label="Size of the brush" value={size} min={1} max={Math.max(2, Math.round(short / 2))} inWords={`${size} pixels`} onChange={setSize} />
          <output>{size} px</output>
        </span>
        <button className="btn" type="button" aria-disabled={strokes.length === 0} onClick={() => setStrokes(strokes.slice(0, -1))}>
          <Icon name="back" small /> Undo
        </button>
        <button className="btn" type="button" aria-disabled={strokes.length === 0} onClick={() => setStrokes([])}>
          Clear
        </button>
        <button className="btn btn-primary" type="button" aria-disabled={strokes.length === 0} onClick={() => strokes.length > 0 && void done()}>
          Use this mask
        </button>
      </div>
      <p className="faint painter-words">
        {tooLarge
          ? 'This picture is too large for a mask painted in the browser. Use rectangles instead. Nothing was sent or charged.'
          : 'What is painted goes. Without a pointer, close this and add rectangles: they mark the same.'}
      </p>
    </Sheet>
  )
}

interface CanvasProps {
  readonly source: EditedSource
  readonly strokes: readonly Stroke[]
  readonly size: number
  readonly onStrokes: (change: (before: readonly Stroke[]) => readonly Stroke[]) => void
  readonly onUndo: () => void
}

function Canvas({ source, strokes, size, onStrokes, onUndo }: CanvasProps) {
  const { width, height } = source.measurement
  const scale = Math.min(1, mostDrawn / Math.max(width, height))
  const canvas = useRef<HTMLCanvasElement>(null)
  const [brush, setBrush] = useState<Point | null>(null)
  useEffect(() => {
    const paint = canvas.current?.getContext('2d')
    if (!paint || !canvas.current) return
    paint.clearRect(0, 0, canvas.current.width, canvas.current.height)
    paintStrokes(paint, strokes, getComputedStyle(canvas.current).color, scale)
  }, [strokes, scale])
  useUndoKey(onUndo)

  const pointOf = ({ clientX, clientY, currentTarget }: PointerEvent): Point => {
    const { left, top, width: across } = currentTarget.getBoundingClientRect()
    return { x: ((clientX - left) / across) * width, y: ((clientY - top) / across) * width }
  }
  return (
    <div className="painter" style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(60vh * ${width / height})` }}>
      <img src={source.picture} alt={source.name} draggable={false} />
      <canvas
        ref={canvas}
        width={Math.max(1, Math.round(width * scale))}
        height={Math.max(1, Math.round(height * scale))}
        role="img"
        aria-label={strokes.length === 0 ? 'Nothing is painted yet' : `The mask, ${count(strokes.length, 'stroke')}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          const point = pointOf(event)
          onStrokes((before) => [...before, { size, points: [point] }])
        }}
        onPointerMove={(event) => {
          const point = pointOf(event)
          setBrush(point)
          if (event.buttons > 0) onStrokes((before) => withPoint(before, point))
        }}
        onPointerLeave={() => setBrush(null)}
      />
      {brush && (
        <span
          className="painter-brush"
          style={{ left: `${(brush.x / width) * 100}%`, top: `${(brush.y / height) * 100}%`, width: `${(size / width) * 100}%` }}
        />
      )}
    </div>
  )
}

function useUndoKey(onUndo: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
      event.preventDefault()
      onUndo()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [onUndo])
}
