// The usual few lines around `fetch`, which clients with a validation library need, too.

/** @typedef {import("./client.d.ts").Config} Config */

/** The page size of clients that iterate page by page. */
export const PAGE = 1_000;

/**
 * @param {Config} config
 * @returns {(path: string, body?: unknown) => Promise<unknown>} resolves to the reply's JSON
 */
export function requester({ workspaceId, apiKey, baseUrl, fetch = globalThis.fetch }) {
  const base = `${baseUrl}/api/v1/workspace/${workspaceId}/`;
  const headers = { accept: "application/json", "x-api-key": apiKey };
  return async (path, body) => {
    const init =
      body === undefined
        ? { headers }
        : {
            method: "POST",
            headers: { ...headers, "content-type": "application/json" },
            body: JSON.stringify(body),
          };
    const reply = await fetch(base + path, init);
    if (!reply.ok) throw new Error(`${path} answers ${reply.status}`);
    return reply.json();
  };
}

/**
 * Visits every row, page by page. The next page is requested before the rows of the current one are visited.
 *
 * @template T
 * @param {(offset: number, limit: number) => Promise<T[]>} page
 * @param {(row: T) => void} visit
 */
export async function walkPages(page, visit) {
  let next = page(0, PAGE);
  for (let offset = PAGE; ; offset += PAGE) {
    const rows = await next;
    if (rows.length === PAGE) next = page(offset, PAGE);
    for (const row of rows) visit(row);
    if (rows.length < PAGE) return;
  }
}
