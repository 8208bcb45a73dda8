import { defineConfig } from "vite";

// The server gives index.html for every page, and these files under /assets/; the editor, the network and the charts are loaded with the pages that use them.
export default defineConfig({
  base: "/",
  publicDir: "public",
  build: {
    outDir: "../silian_kg/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the policy of the pages allows files of the server alone, no data: addresses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  server: { proxy: { "^/(?!$|src/|@|node_modules/|[a-z]+$|id/|vocab/)": "http://127.0.0.1:8000" } },
});
