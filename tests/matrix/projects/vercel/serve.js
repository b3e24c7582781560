// Starts what `vercel dev` starts for each function, but without an account.

import { createServer } from "node:http";
import { startDevServer } from "@vercel/node";

const server = createServer(async (request, response) => {
  if (request.url === "/") return response.end();
  const { port } = await startDevServer({
    entrypoint: `${request.url.slice(1)}.js`,
    workPath: import.meta.dirname,
    repoRootPath: import.meta.dirname,
    config: { zeroConfig: true },
    files: {},
    meta: { isDev: true, env: {}, buildEnv: {} },
  });
  const reply = await fetch(`http://127.0.0.1:${port}${request.url}`);
  response.writeHead(reply.status);
  response.end(await reply.text());
});
server.listen(Number(process.env.PORT), process.env.HOST);
