import { defineConfig } from "vite";

// The pages are served from /static/ whatever the address of a page is; the editor, the network and the charts are loaded with the pages that use them.
export default defineConfig({
  base: "/static/",
  publicDir: "public",
  build: {
    outDir: "../silian_kg/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the policy of the pages allows files of the server alone, no data: addresses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  server: { proxy: { "^/(?!static/|src/|@|node_modules/)": "http://127.0.0.1:8000" } },
});
