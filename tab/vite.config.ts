import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import product from '../package.json' with { type: 'json' }
import { precompress } from './precompress.ts'

/** Static files for one origin: no inline script or style, hashed names, one entry for the tab and one for each page beside it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress()],
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(product.version) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        index: `${import.meta.dirname}/index.html`,
        redirect: `${import.meta.dirname}/auth/redirect.html`,
        relay: `${import.meta.dirname}/auth/relay.html`,
        consentEnd: `${import.meta.dirname}/auth/consent-end.html`,
      },
    },
  },
})
