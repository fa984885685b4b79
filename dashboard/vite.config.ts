import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// `npm run dev` serves the pages from here and takes the rest from a running instance.
const instance = process.env.FRAUD_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      '/v1': instance,
      '/hub': { target: instance, ws: true },
    },
  },
  build: { target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 700 },
  test: { include: ['test/**/*.test.{ts,tsx}'] },
});
