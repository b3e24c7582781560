// Chooses ports for programs that have to be told one.

import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** The ports to choose from. Systems give programs that ask for any free port a higher one. */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/** @returns {Promise<number>} a free port, which no program gets by chance before it is used */
export async function freePort() {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

/** @param {number} port */
async function isFree(port) {
  const server = createServer();
  try {
    await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve(undefined));
    });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EADDRINUSE") return false;
    throw error;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
