// Builds the studio's pages into web/dist, which the server serves. In development it proxies the API to a running studio (KETER_URL).
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const studio = process.env.KETER_URL ?? 'http://127.0.0.1:7420'

// The studio answers only to its own address, so requests come to it as from its own pages.
const proxied = { target: studio, changeOrigin: true, headers: { origin: studio } }

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The server's content security policy allows fonts, scripts and styles from its own address only: nothing is inlined as data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': proxied } },
})
