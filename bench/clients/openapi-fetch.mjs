// openapi-fetch: typed, without validation.

import createClient from "openapi-fetch";
import { walkPages } from "./request.mjs";

/** @type {import("./client.d.ts").Entry["make"]} */
export async function make({ workspaceId, apiKey, baseUrl, fetch }) {
  const given = fetch === undefined ? {} : { fetch };
  /** @type {import("openapi-fetch").Client<import("./paths.d.ts").paths>} */
  const client = createClient({ baseUrl, headers: { "x-api-key": apiKey }, ...given });
  const path = { workspace_id: workspaceId };

  /** @param {{ offset?: number, limit: number }} query */
  async function contacts(query) {
    const { data, response } = await client.GET("/api/v1/workspace/{workspace_id}/contacts", {
      params: { path, query },
    });
    if (data === undefined) throw new Error(`contacts answers ${response.status}`);
    return data.data;
  }

  return {
    async phones() {
      const { data, response } = await client.GET("/api/v1/workspace/{workspace_id}/phones", {
        params: { path, query: { limit: 1 } },
      });
      if (data === undefined) throw new Error(`phones answers ${response.status}`);
      return data.data;
    },
    contacts: (limit) => contacts({ limit }),
    names: (limit) => contacts({ limit }),
    async create(draft) {
      const { data, response } = await client.POST("/api/v1/workspace/{workspace_id}/auto_dialer_campaigns", {
        params: { path },
        body: draft,
      });
      if (data === undefined) throw new Error(`auto_dialer_campaigns answers ${response.status}`);
      return data;
    },
    walk: (visit) => walkPages((offset, limit) => contacts({ offset, limit }), visit),
  };
}
