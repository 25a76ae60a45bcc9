// Storage: bytes in and out, named by their SHA-256. The same bytes are kept once; what is kept never changes.

export interface StoredFile {
  readonly sha256: string
  readonly bytes: number
}

/** A stored file is missing, or has other bytes than its name says. A disk that cannot be read is neither. */
export class BytesLost extends Error {
  readonly sha256: string
  constructor(sha256: string, message: string) {
    super(message)
    this.sha256 = sha256
  }
}

export interface Storage {
  /** A folder for what can be made again from the store. */
  readonly previews: string
  /** Takes over a finished file; it is gone from `path` afterwards. On the disk, flushed, before this returns. */
  adopt(path: string): Promise<StoredFile>
  /** A path to read from; the file must not be changed. @throws BytesLost when they are missing. */
  localPath(sha256: string): Promise<string>
  /** The same, after reading every byte. @throws BytesLost also when they no longer have the hash they are named by. */
  verifiedPath(sha256: string): Promise<string>
  /** A folder for files being made, on the same disk as the store: a new one, or the one of this name, which stays until it is removed. */
  workFolder(name?: string): Promise<{ readonly path: string; readonly remove: () => Promise<void> }>
  /** Names of all that are there. */
  workFolders(): Promise<readonly string[]>
}
