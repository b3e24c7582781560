// The least of an API: it has one phone.

import { createServer } from "node:http";

const PAGE = {
  data: [
    {
      id: "020086f5-fb0e-4a0c-920a-bbdd04f4381c",
      name: "Main line",
      enabled: true,
      phone: "+15555550100",
      enabled_generic_reply: false,
      enabled_dnc_reply: false,
      type: "LOCAL",
      source: "TWILIO",
      created_time: "2025-07-08T03:19:40.160564",
      updated_time: "2025-07-08T03:19:40.160564",
    },
  ],
  total: 1,
};

/**
 * @param {(stop: () => void) => void} after is given what stops it
 * @returns {Promise<string>} its base URL
 */
export async function startApi(after) {
  const server = createServer((request, response) => {
    const found = request.headers["x-api-key"] === "key" || request.method === "OPTIONS";
    response.writeHead(found ? 200 : 401, {
      "content-type": "application/json",
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "x-api-key",
    });
    response.end(JSON.stringify(PAGE));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the API has no port");
  return `http://127.0.0.1:${address.port}/seax-api`;
}

/**
 * The rest of a script that has `createClient`: it prints the phone's name.
 *
 * @param {string} baseUrl
 * @param {string} [more] more members of the configuration
 */
export function listing(baseUrl, more = "") {
  return `
    const seax = await createClient({
      workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
      apiKey: "key",
      baseUrl: ${JSON.stringify(baseUrl)},
      ${more}
    });
    const { data } = await seax.phones.list();
    console.log(data.map(({ name }) => name).join());
  `;
}
