// A server that is a function, to inspect requests as they arrive.

import { createClient } from "seax-dialer";

/** @typedef {{ method: string, path: string, query: string, type: string | null, request: Request }} Arrived */

const ROOT = "/seax-api/api/v1/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6/";

/**
 * Returns a client whose requests go to `answer`, and a record of the requests.
 *
 * @param {(arrived: Arrived, count: number) => Response | Promise<Response>} answer
 */
export async function served(answer) {
  /** @type {Arrived[]} */
  const arrived = [];
  const seax = await createClient({
    workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    apiKey: "a-key-that-nobody-checks",
    dangerouslyAllowBrowser: true,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const { method } = request;
      const type = request.headers.get("content-type");
      const path = pathname.slice(ROOT.length);
      arrived.push({ method, path, query: search.slice(1), type, request });
      return answer(/** @type {Arrived} */ (arrived.at(-1)), arrived.length);
    },
  });
  return { seax, arrived };
}
