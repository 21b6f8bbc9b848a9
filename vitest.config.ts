import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    {
      // Scheme sources are imported as text, as esbuild does in the build.
      name: "scheme-text",
      transform(code, id) {
        return id.endsWith(".scm")
          ? { code: `export default ${JSON.stringify(code)};`, map: null }
          : undefined;
      },
    },
  ],
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/long/**"],
    // No machine is so slow, and no test is to fail because one is loaded.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: "threads",
    // The files of a worker share their modules: binaryen is loaded once, not a hundred times.
    isolate: false,
    // The default leaves one core free, which on two cores halves the speed.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
