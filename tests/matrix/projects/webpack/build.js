import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import webpack from "webpack";

const context = fileURLToPath(new URL(".", import.meta.url));
const page = { entry: "./main.js", target: "web", output: { filename: "main.js", publicPath: "" } };
const server = { entry: "./server.js", target: "node20", output: { filename: "server.cjs" } };
const compiler = webpack([page, server].map((each) => ({ context, mode: "production", ...each })));
compiler.run(async (error, stats) => {
  if (error || stats?.hasErrors()) throw error ?? new Error(stats?.toString("errors-only"));
  await copyFile("index.html", "dist/index.html");
});
