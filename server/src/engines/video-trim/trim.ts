// The video-trim editor as it runs in a child: the part of the edit is all that the pipeline has to be told.
import type { Editor } from '../editor.ts'
import { editedVideo } from '../video-editor.ts'

export const trimVideo: Editor = (request, context) => editedVideo(request, '1', {}, context)
