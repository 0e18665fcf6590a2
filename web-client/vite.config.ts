// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The same page stands at / and, at a rendezvous, at /d/NAME-KEYPART.
  base: '/',
  build: {
    target: 'es2022',
    outDir: 'target/dist/web',
    emptyOutDir: true,
    sourcemap: false,
    // The world; beside it the admin page, the page where a home asks its people, and the one for those who are on a list.
    rollupOptions: { input: ['index.html', 'admin.html', 'home.html', 'appeals.html'] },
    // three.js alone is larger than the default limit.
    chunkSizeWarningLimit: 1500,
  },
  test: {
    include: ['src/**/*.test.ts'],
    passWithNoTests: true,
    // All in one place: to start anew for each file takes several times as long as the tests.
    pool: 'threads',
    isolate: false,
    unstubGlobals: true,
  },
});
