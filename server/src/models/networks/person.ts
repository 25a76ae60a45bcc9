// What an engine needs to run the network that tells a person from the background.

/**
 * One person in front of a camera, as in a call. Input `image`: uint8, [1, size, size, 3], RGB rows, 0 to 255; pictures of any shape are stretched to the square,
 * and the result stretched back. Result `mask`: float32, [1, size, size, 1], 0 where the background is and 1 where the person is, soft at the edge.
 */
export const personNetwork = { pack: 'people', file: 'person.onnx', size: 256 } as const
