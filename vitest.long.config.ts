// What takes longer than a test run may: fuzzing, stress through the interpreter, full studies.
import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

const config = mergeConfig(base, defineConfig({ test: { testTimeout: 1_800_000 } }));
config.test = { ...config.test, include: ["tests/long/**/*.test.ts"], exclude: [] };
export default config;
