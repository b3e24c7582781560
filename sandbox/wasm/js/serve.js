import { joined } from "./upload.js";

/** The maximum size of a request's head, in bytes. About as large as hyper's, with which the sandbox's program serves. */
const MAX_HEAD = 400 * 1_024;

/**
 * Serves over HTTP on 127.0.0.1, in runtimes with `node:http`.
 *
 * @param {Send} send
 * @param {number} port 0 for any free one
 */
export async function serve(send, port) {
  const { createServer } = await import("node:http");
  // Closing idle connections would race with the next request on one of them. The core refuses a path and query that are too long.
  const server = createServer({ keepAliveTimeout: 0, maxHeaderSize: MAX_HEAD }, (incoming, outgoing) => {
    answer(send, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((/** @type {(value: void) => void} */ resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @typedef {(sent: import("./exchange.js").Sent) => Promise<Response>} Send */

/**
 * @param {Send} send
 * @param {import("node:http").IncomingMessage} incoming
 * @param {import("node:http").ServerResponse} outgoing
 */
async function answer(send, incoming, outgoing) {
  const gone = new AbortController();
  const closed = new Promise((resolve) => {
    outgoing.on("close", () => {
      gone.abort();
      resolve(undefined);
    });
  });
  const { method = "GET", url = "/", rawHeaders: headers } = incoming;
  const upload = { bytes: received(incoming), stop() {}, cancel() {} };
  const { signal } = gone;
  const reply = await send({ method, target: url, headers, url: `http://127.0.0.1${url}`, signal, upload });
  outgoing.writeHead(reply.status, [...reply.headers].flat());
  if (reply.body !== null) {
    for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (reply.body)) {
      // A body that breaks off must not take with it what was sent before.
      await Promise.race([closed, new Promise((written) => outgoing.write(chunk, written))]);
    }
  }
  outgoing.end();
}

/** @param {import("node:http").IncomingMessage} incoming */
async function received(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return joined(chunks);
}
