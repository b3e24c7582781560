// Prints the expected output of all checks if the tests pass.

const { execFileSync } = require("node:child_process");

const [files, ...flags] = process.argv.slice(2);
const modules = files === "modules" ? ["--experimental-vm-modules"] : [];
execFileSync(process.execPath, [...modules, "node_modules/jest/bin/jest.js", files, ...flags], {
  stdio: ["ignore", "inherit", "inherit"],
});
console.log("\nMain line");
