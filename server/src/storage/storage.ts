// Storage: bytes in and out, named by their SHA-256. The same bytes are kept once; what is kept never changes.

export interface StoredFile {
  readonly sha256: string
  readonly bytes: number
}

export interface Storage {
  /** A folder for what can be made again from the store. */
  readonly previews: string
  /** Takes over a finished file; it is gone from `path` afterwards. On the disk, flushed, before this returns. */
  adopt(path: string): Promise<StoredFile>
  /** A path to read from; the file must not be changed. @throws Error when the bytes are missing. */
  localPath(sha256: string): Promise<string>
  /** The same, after reading every byte. @throws Error when they no longer have the hash they are named by. */
  verifiedPath(sha256: string): Promise<string>
  /** A new folder for files being made, on the same disk as the store. */
  workFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }>
}
