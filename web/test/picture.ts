// The picture that is edited: painted in the browser, so that the test carries no file; or the one that the screenshots are taken with.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Page } from 'playwright-core'

export interface PictureFile {
  readonly name: string
  readonly base64: string
}

export async function makePicture(page: Page): Promise<PictureFile> {
  const given = process.env.KETER_SCREENS
  if (given) return { name: basename(given), base64: await readFile(given, 'base64') }
  const address = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 240, height: 180 })
    const paint = canvas.getContext('2d')!
    const sky = paint.createLinearGradient(0, 0, 240, 180)
    sky.addColorStop(0, '#f2d6a2')
    sky.addColorStop(1, '#31506e')
    paint.fillStyle = sky
    paint.fillRect(0, 0, 240, 180)
    for (let ring = 0; ring < 9; ring++) {
      paint.fillStyle = `hsl(${ring * 40} 60% ${30 + ring * 5}%)`
      paint.beginPath()
      paint.arc(40 + ring * 22, 120 - ring * 9, 18, 0, Math.PI * 2)
      paint.fill()
    }
    paint.fillStyle = '#201810'
    paint.font = '22px serif'
    paint.fillText('Exhibit 17', 60, 168)
    return canvas.toDataURL('image/png')
  })
  return { name: 'exhibit_17.png', base64: address.slice(address.indexOf(',') + 1) }
}

/** Drops a file on the page as a person does with the mouse. */
export async function dropFile(page: Page, { name, base64 }: PictureFile): Promise<void> {
  const carried = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name))
      return transfer
    },
    { name, base64 },
  )
  await page.dispatchEvent('body', 'dragover', { dataTransfer: carried })
  await page.dispatchEvent('body', 'drop', { dataTransfer: carried })
}
