import createClient from "openapi-fetch";

const token = await (await fetch("/token")).text();
/** @type {import("openapi-fetch").Client<import("../clients/paths.d.ts").paths>} */
const client = createClient({
  baseUrl: new URL("/seax-api", location.origin).href,
  headers: { authorization: token },
});
const { data } = await client.GET("/api/v1/workspace/{workspace_id}/contacts", {
  params: { path: { workspace_id: "3fa85f64-5717-4562-b3fc-2c963f66afa6" }, query: { limit: 100 } },
});
console.log(data?.data.map(({ name }) => name).join());
