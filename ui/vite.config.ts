import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env['MESHERY_URL'] ?? 'http://127.0.0.1:9081'
// With a slash at the end: `/authorize` is a page of the UI.
const proxied = ['/api/', '/docs/', '/errors/', '/user/', '/auth/', '/livez', '/readyz']

export default defineConfig({
  plugins: [react()],
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, server])) },
  build: { target: 'es2022', chunkSizeWarningLimit: 1600 },
  worker: { format: 'es' },
  test: { environment: 'jsdom', setupFiles: ['src/test/setup.ts'], include: ['src/**/*.test.{ts,tsx}'], testTimeout: 20_000 },
})
