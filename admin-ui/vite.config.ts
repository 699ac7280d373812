import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { groups } from './chunks.ts';
import { preload } from './preload.ts';
import { noncePlaceholder } from './site.ts';

const server = process.env['FAIRLEAD_URL'] ?? 'http://localhost:4400';
const proxied = ['/v1', '/auth', '/r', '/hooks', '/openapi.json', '/docs', '/healthz', '/readyz', '/t.js'];

export default defineConfig({
  plugins: [react(), preload('/src/main.tsx')],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2023',
    // An inlined font or picture would be a data: address, which the policy of the page does not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      input: { index: 'index.html', main: 'src/main.tsx' },
      output: { codeSplitting: { groups } },
    },
  },
  server: { port: 4410, proxy: Object.fromEntries(proxied.map((path) => [path, { target: server }])) },
});
