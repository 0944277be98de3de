import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [
    vue(),
    components({ dirs: ['src/kit'], dts: 'made/components.d.ts', resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
  ],
  resolve: { alias: { '@': at('./src'), '@made': at('./made') } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // data: is for pictures only
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    cssCodeSplit: true,
  },
  server: { proxy: { '/v1': process.env.JICAI ?? 'http://127.0.0.1:8080', '/healthz': process.env.JICAI ?? 'http://127.0.0.1:8080' } },
})
