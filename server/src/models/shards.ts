// The names TensorFlow.js gives to the parts of a model's weights.

export function shards(folder: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${folder}/group1-shard${at + 1}of${count}.bin`)
}
