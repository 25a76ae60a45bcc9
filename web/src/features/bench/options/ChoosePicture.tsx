// The pictures of the project, to take one of them, or another from this machine.
import type { Asset } from '@keter/client'
import { useRef } from 'react'
import { previewOf } from '../../../lib/studio.ts'
import { size } from '../../../lib/words.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Picture } from '../../../ui/Picture.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'

interface ChoosePictureProps {
  readonly title: string
  readonly assets: readonly Asset[]
  readonly onChoose: (sha256: string) => void
  readonly onFile: (file: File) => void
  readonly onClose: () => void
}

export function ChoosePicture({ title, assets, onChoose, onFile, onClose }: ChoosePictureProps) {
  const input = useRef<HTMLInputElement>(null)
  const pictures = assets.filter(({ current }) => current.measurement.media === 'image')
  return (
    <Sheet title={`${title}: a picture`} isOpen onClose={onClose}>
      {pictures.length > 0 ? (
        <ul className="pictures">
          {pictures.map(({ id, name, current }) => (
            <li key={id}>
              <button type="button" onClick={() => onChoose(current.sha256)}>
                <Picture src={previewOf(current.id, 320)} />
                <span>{name}</span>
                <small className="faint">{size(current.measurement)}</small>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p className="soft">The project has no picture yet.</p>
      )}
      <div className="form-acts">
        <button className="btn" type="button" onClick={() => input.current?.click()}>
          <Icon name="plus" small /> Upload a picture
        </button>
      </div>
      <input ref={input} type="file" hidden accept="image/*" onChange={({ target }) => target.files?.[0] && onFile(target.files[0])} />
    </Sheet>
  )
}
