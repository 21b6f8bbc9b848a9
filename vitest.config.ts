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
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "threads",
    // The default leaves one core free, which on two cores halves the speed.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
