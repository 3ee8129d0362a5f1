import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = process.env.CODA_BASE_URL ?? 'http://localhost:8080';

/** The formulas' fonts in the one format that every browser we build for reads. */
const newestFonts: Plugin = {
  name: 'newest-fonts',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('katex.min.css')
      ? code.replaceAll(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, '')
      : undefined,
};

const TESTS = ['src/**/*.test.{ts,tsx}'];
const ISOLATED = ['src/**/*.isolated.test.{ts,tsx}'];

export default defineConfig({
  plugins: [react(), tailwindcss(), newestFonts],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': server, '/oauth': server } },
  build: {
    outDir: 'target/classes/static',
    emptyOutDir: true,
    // The first versions that know light-dark(), which the design tokens are written with.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Inlined files would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: {
    // Threads that keep what they have loaded take a sixth of the processor time of separate processes.
    pool: 'threads',
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: TESTS, exclude: ISOLATED, isolate: false },
      },
      // Tests that replace modules would replace them for others too.
      { extends: true, test: { name: 'isolated', include: ISOLATED } },
    ],
    environment: 'node',
    // Other builds of the machine may take the processors meanwhile.
    testTimeout: 20_000,
    cache: false,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      exclude: [...TESTS, 'src/**/*.gen.ts'],
      reportsDirectory: 'target/coverage',
      reporter: ['json-summary'],
    },
  },
});
