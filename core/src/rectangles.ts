// Rectangles as an option writes them: "120,80,60,40 300,10,50,50" is two, each with its left, top, width and height in source pixels.

export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export const rectanglesIn = (text: string): Rectangle[] =>
  text
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => {
      const [left = 0, top = 0, width = 0, height = 0] = part.split(',').map(Number)
      return { left, top, width, height }
    })

export const rectanglesText = (rectangles: readonly Rectangle[]): string =>
  rectangles.map(({ left, top, width, height }) => [left, top, width, height].join(',')).join(' ')
