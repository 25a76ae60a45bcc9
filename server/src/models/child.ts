// The program of the child that converts models.
import { serve } from '../media/serve.ts'
import { tasks } from './tasks.ts'

serve(tasks)
