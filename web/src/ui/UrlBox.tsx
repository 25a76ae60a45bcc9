// Something to be copied: shown whole, selected when it is entered, copied with one click.
import { useRef, useState } from 'react'

export function UrlBox({ label, value }: { label: string; value: string }) {
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  async function copy() {
    field.current?.select()
    setCopied(await written(value))
  }
  return (
    <div className="urlbox">
      <input ref={field} readOnly value={value} aria-label={label} onFocus={(event) => event.target.select()} />
      <button className="btn" type="button" onClick={() => void copy()}>
        {copied ? 'Copied' : 'Copy'}
      </button>
      <span className="vh" role="status">
        {copied ? 'Copied to the clipboard' : ''}
      </span>
    </div>
  )
}

/** Over plain HTTP from another machine there is no clipboard to write to: what is selected is copied the old way. */
async function written(value: string): Promise<boolean> {
  if (!navigator.clipboard) return document.execCommand('copy')
  return navigator.clipboard.writeText(value).then(
    () => true,
    () => document.execCommand('copy'),
  )
}
