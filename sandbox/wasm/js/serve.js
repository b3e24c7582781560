/**
 * Serves over HTTP on 127.0.0.1, in runtimes with `node:http`.
 *
 * @param {typeof fetch} handle
 * @param {number} port 0 for any free one
 */
export async function serve(handle, port) {
  const { createServer } = await import("node:http");
  const server = createServer((incoming, outgoing) => {
    answer(handle, incoming, outgoing).catch(() => outgoing.destroy());
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

/**
 * @param {typeof fetch} handle
 * @param {import("node:http").IncomingMessage} incoming
 * @param {import("node:http").ServerResponse} outgoing
 */
async function answer(handle, incoming, outgoing) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  const headers = new Headers();
  for (let place = 0; place + 1 < incoming.rawHeaders.length; place += 2) {
    headers.append(String(incoming.rawHeaders[place]), String(incoming.rawHeaders[place + 1]));
  }
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  const reply = await handle(`http://127.0.0.1${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers,
    body: hasBody ? Buffer.concat(chunks) : null,
    signal: gone.signal,
  });
  outgoing.writeHead(reply.status, [...reply.headers].flat());
  if (reply.body !== null) {
    for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (reply.body)) outgoing.write(chunk);
  }
  outgoing.end();
}
