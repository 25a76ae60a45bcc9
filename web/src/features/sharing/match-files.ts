// Which of the chosen files is which of the missing ones: by their bytes where both are known, else by name and size.

export interface MissingFile {
  /** Position in the estimate, from 0. */
  readonly source: number
  readonly name: string
  readonly sha256: string | null
  readonly width: number
  readonly height: number
  readonly bytes: number
}

export interface ChosenFile {
  readonly name: string
  readonly bytes: number
  /** Undefined where the browser cannot hash. */
  readonly sha256: string | undefined
}

/** Each file is used once. */
export function matchFiles<File extends ChosenFile>(missing: readonly MissingFile[], chosen: readonly File[]): { source: number; file: File }[] {
  const left = [...chosen]
  return missing.flatMap((wanted) => {
    const index = left.findIndex((file) => isSame(wanted, file))
    return index < 0 ? [] : [{ source: wanted.source, file: left.splice(index, 1)[0]! }]
  })
}

const isSame = ({ sha256, name, bytes }: MissingFile, file: ChosenFile): boolean =>
  sha256 !== null && file.sha256 !== undefined ? sha256 === file.sha256 : bytes === file.bytes && name === file.name

/** What the refusal `sources_not_uploaded` says in its data; nothing where it is another refusal. */
export function missingIn({ code, data }: { code: string; data?: Readonly<Record<string, unknown>> | undefined }): {
  project: string | null
  missing: readonly MissingFile[]
} | null {
  if (code !== 'sources_not_uploaded' || !Array.isArray(data?.missing)) return null
  return { project: typeof data.project === 'string' ? data.project : null, missing: data.missing as MissingFile[] }
}
