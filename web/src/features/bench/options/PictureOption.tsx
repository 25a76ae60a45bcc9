// An option that is another picture: one of the project's, an uploaded one, or for a mask one that is painted here. What is kept is its SHA-256.
import { uploadAsset } from '@keter/client'
import type { Option, OptionValue } from '@keter/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useId, useRef, useState } from 'react'
import { type AnyProblem, problemIn } from '../../../lib/problem.ts'
import { previewOf, queries, studio } from '../../../lib/studio.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Picture } from '../../../ui/Picture.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { assetsQuery } from '../../projects/projects.ts'
import { ChoosePicture } from './ChoosePicture.tsx'
import { MaskPainter } from './MaskPainter.tsx'
import type { EditedSource } from './edited-source.ts'
import type { Stroke } from './strokes.ts'

interface PictureOptionProps {
  readonly name: string
  readonly option: Extract<Option, { kind: 'picture' }>
  readonly value: OptionValue | undefined
  readonly source: EditedSource | undefined
  readonly onChange: (sha256: string | undefined) => void
}

export function PictureOption({ name, option, value, source, onChange }: PictureOptionProps) {
  const id = useId()
  const { project = '' } = useParams({ strict: false })
  const { data: assets = [] } = useQuery({ ...assetsQuery(project), enabled: project !== '' })
  const [open, setOpen] = useState<'none' | 'choose' | 'paint'>('none')
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const painted = useRef<{ readonly sha256: string; readonly strokes: readonly Stroke[] } | null>(null)
  const chosen = assets.find(({ current }) => current.sha256 === value)
  const paintable = name === 'mask' && source?.measurement.media === 'image'

  const send = async (file: Blob, fileName: string): Promise<string | null> => {
    setOpen('none')
    setSending(true)
    setProblem(null)
    try {
      const asset = await uploadAsset(studio, { project, name: fileName, file })
      const { data } = await studio.GET('/assets/{id}', { params: { path: { id: asset } } })
      await queries.invalidateQueries({ queryKey: ['assets', project] })
      onChange(data.source.sha256)
      return data.source.sha256
    } catch (error) {
      setProblem(problemIn(error))
      return null
    } finally {
      setSending(false)
    }
  }
  return (
    <fieldset className="field">
      <legend>{option.label}</legend>
      <div className="picture-option" aria-busy={sending}>
        {value === undefined ? (
          <span className="pic picture-none">
            <Icon name="image" />
          </span>
        ) : (
          <Picture src={chosen && previewOf(chosen.current.id, 320)} />
        )}
        <span className="picture-name" role="status">
          {sending ? 'Sending' : value === undefined ? 'None' : (chosen?.name ?? `SHA-256 ${String(value).slice(0, 8)}`)}
        </span>
        {paintable && (
          <button className="btn btn-small" type="button" aria-describedby={`${id}-help`} onClick={() => setOpen('paint')}>
            Paint
          </button>
        )}
        <button className="btn btn-small" type="button" aria-describedby={`${id}-help`} onClick={() => setOpen('choose')}>
          Choose
        </button>
        {value !== undefined && (
          <button className="row-open" type="button" aria-label={`No ${option.label.toLowerCase()}`} onClick={() => onChange(undefined)}>
            <Icon name="close" small />
          </button>
        )}
      </div>
      <small className="option-help" id={`${id}-help`}>
        {option.help}
        {name === 'mask' && !source && ' It is painted on one file: put the others away first.'}
      </small>
      {problem && <ProblemNote problem={problem} />}
      {open === 'choose' && (
        <ChoosePicture
          title={option.label}
          assets={assets}
          onChoose={(sha256) => {
            setOpen('none')
            onChange(sha256)
          }}
          onFile={(file) => void send(file, file.name)}
          onClose={() => setOpen('none')}
        />
      )}
      {open === 'paint' && source && (
        <MaskPainter
          source={source}
          painted={painted.current && painted.current.sha256 === value ? painted.current.strokes : []}
          onDone={async (mask, strokes) => {
            const sha256 = await send(mask, `Mask of ${source.name.replace(/\.[^.]*$/, '')}.png`)
            if (sha256 !== null) painted.current = { sha256, strokes }
          }}
          onClose={() => setOpen('none')}
        />
      )}
    </fieldset>
  )
}
