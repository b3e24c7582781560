// A minimal API, which has one phone.

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
 * @param {(stop: () => void) => void} after registers a function that stops it
 * @returns {Promise<string>} its base URL
 */
export async function startApi(after) {
  // A connection that ends just when it is reused would be a failed request.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
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
 * Returns the rest of a script that has `createClient`: it prints the phone's name.
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

/**
 * Returns the same for a script that uses every part of the package: it also prints which parts could not be loaded.
 *
 * @param {string} baseUrl
 * @param {string} [more] more members of the configuration
 */
export function everyPart(baseUrl, more = "") {
  return `
    ${listing(baseUrl, more).replace(/console\.log.*/, "")}
    const names = [];
    for await (const { name } of seax.phones.list()) names.push(name);
    const draft = {
      type: "VOICE_DROP", name: "Survey", phone_ids: [data[0].id], any_contact_label_ids: [data[0].id], message: "Hello",
      start_time: "2031-01-14T12:00:00Z", end_time: "2031-01-14T13:00:00Z",
    };
    const said = await Promise.all([
      // It does not reject: that the hours are missing is a finding.
      seax.campaigns.check(draft, { callingHours: {} }).then(
        ({ findings }) => findings.filter(({ message }) => message.includes("could not be loaded")).map(() => "hours"),
        ({ code }) => ["launch", code],
      ),
      seax.contacts.checkImport("name,phone\\nAnn,+12125550123\\n").then(() => [], ({ code }) => ["files", code]),
      // What the API answers is no campaign.
      seax.campaigns.report(data[0].id).catch(({ code }) => (code === "malformed_reply" ? [] : ["watch", code])),
    ]);
    console.log([...names, ...said.flat()].join());
  `;
}
