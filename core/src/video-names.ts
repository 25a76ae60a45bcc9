// What mediabunny, which measures videos in the browser, the terminal and the server, calls containers and codecs, and what the studio does.

export const containerNames: Readonly<Record<string, string>> = { MP4: 'mp4', 'QuickTime File Format': 'mov', WebM: 'webm', Matroska: 'mkv' }
/** Where the two differ. */
export const codecNames: Readonly<Record<string, string>> = { avc: 'h264' }
