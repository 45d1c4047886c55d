// Owns how the site is built and how its unit tests run; it holds no rule of the site itself.
import { tsImport } from 'tsx/esm/api';
import { defineConfig } from 'vitest/config';

// Imported outright, all that the plugins use (the scenario's schema, so the world) would belong to
// this configuration: Vite would start anew at each change there.
const { sitePlugins }: typeof import('./src/app/build/plugins') = await tsImport(
  './src/app/build/plugins.ts',
  import.meta.url,
);

const inPageSpecs = 'src/**/*.dom.spec.{ts,tsx}';

export default defineConfig({
  // The site runs from any sub-path: no address in it is absolute.
  base: './',
  plugins: sitePlugins(),
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    manifest: true,
    reportCompressedSize: false,
    // Small files stay files: the policy admits no worker or script from a data: address.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  test: {
    allowOnly: false,
    // A busy machine is no failure: what hangs is ended, what is slow is for the benches to say.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.spec.{ts,tsx}', 'lessons/**/*.spec.ts', '.ci/**/*.spec.ts'],
          exclude: ['**/node_modules/**', inPageSpecs],
        },
      },
      {
        extends: true,
        test: { name: 'page', environment: 'happy-dom', include: [inPageSpecs] },
      },
    ],
  },
});
