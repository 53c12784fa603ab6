import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import product from '../package.json' with { type: 'json' }
import { firstChunks } from './first-chunks.ts'
import { guidePdfs } from './guide-pdfs.ts'
import { precompress } from './precompress.ts'

const tab = (path: string) => `${import.meta.dirname}/${path}`
const PAGES = ['auth/redirect.ts', 'auth/relay.ts', 'auth/consent-end.ts']

/** Static files for one origin: no inline script or style, hashed names, one entry for the tab and one for each page beside it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress(), guidePdfs()],
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(product.version) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    // What the licences of others ask for: their texts go where their code goes.
    license: { fileName: 'third-party-notices.txt' },
    rolldownOptions: {
      output: {
        strictExecutionOrder: true,
        codeSplitting: { groups: [firstChunks(tab('app/main.tsx'), PAGES.map(tab))] },
      },
      input: {
        index: tab('index.html'),
        redirect: tab('auth/redirect.html'),
        relay: tab('auth/relay.html'),
        consentEnd: tab('auth/consent-end.html'),
        guide: tab('guide.html'),
      },
    },
  },
})
