// The program of every media child process.
import { serve } from '../media/serve.ts'
import { tasks } from './tasks.ts'

serve(tasks)
