// Limits that the server process and its children share; nothing here loads a decoder.

/** Pixels of the largest picture that is read or written: far above any camera, and a bound on the memory of a child. */
export const largestPixels = 2 ** 28
