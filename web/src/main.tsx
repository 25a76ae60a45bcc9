// Starts the studio's pages.
import '@fontsource-variable/inter/wght.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/forms.css'
import './ui/floating.css'
import './ui/pages.css'
import './ui/statement.css'
import './app/shell.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { router } from './app/router.tsx'
import { applyTheme } from './lib/theme.ts'
import { queries } from './lib/studio.ts'

applyTheme()
createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={queries}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
)
