#!/usr/bin/env node
// The dmci-wasm command: parses the command line and hands over to one file per command.
import { Command } from "commander";

const program = new Command("dmci-wasm").description("Scheme programs with exact gradients, on WebAssembly");
await program.parseAsync();
