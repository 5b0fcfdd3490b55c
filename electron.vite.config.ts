import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Three builds. `main` has one entry per process kind and host; the preload is CommonJS and bundled whole because a
 * sandboxed preload is run as a plain script; the renderer is one page for every host.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          electron: 'src-main/electron/index.ts',
          'electron-database': 'src-main/electron/database-entry.ts',
          cli: 'src-main/node/cli.ts',
          'node-database': 'src-main/node/database-entry.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node24',
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      target: 'chrome152',
      outDir: 'out/renderer',
      minify: true,
      rolldownOptions: { input: 'src-renderer/index.html' },
    },
  },
});
