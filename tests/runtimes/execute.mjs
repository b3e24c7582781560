// Runs a scenario inside a runtime.

/** How long a case may take before its promise is assumed never to settle, in milliseconds. */
const LIMIT = 300_000;

/**
 * @typedef {object} Context where a case runs
 * @property {string} sandbox origin of the sandbox
 * @property {string} mirror origin of a server that records the headers of its requests
 * @property {string} hostile origin of a server that misbehaves as the path says
 * @property {"node" | "deno" | "bun" | "workerd" | "chromium" | "firefox" | "webkit"} runtime
 *
 * @typedef {Context & { names: string[] }} Task the cases to run, and where
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {Run} run
 * @property {boolean} waits whether it can run concurrently with others
 *
 * @typedef {(t: Context) => Promise<void>} Run the code of a case
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {number} ms
 * @property {string | null} error null when the case passed
 */

/**
 * Returns whether this is a browser's page.
 *
 * @param {Context} context
 */
export const isPage = ({ runtime }) => ["chromium", "firefox", "webkit"].includes(runtime);

/**
 * Returns whether this is a browser that resends a request by itself, even a create, when a kept-alive connection breaks before
 * the response. A page cannot prevent that.
 *
 * @param {Context} context
 */
export const resends = ({ runtime }) => ["chromium", "firefox"].includes(runtime);

/**
 * Runs the cases with `waits` concurrently, and then the others one by one, since several measure time.
 *
 * @param {Case[]} cases
 * @param {Task} task
 * @param {(result: Result) => unknown} report
 */
export async function execute(cases, { names, ...context }, report) {
  const one = async (/** @type {Case} */ { name, run }) => {
    const started = Date.now();
    const error = await failure(run, context);
    await report({ name, ms: Date.now() - started, error });
  };
  const chosen = cases.filter(({ name }) => names.includes(name));
  await Promise.all(chosen.filter(({ waits }) => waits).map(one));
  for (const each of chosen) if (!each.waits) await one(each);
}

/**
 * @param {Run} run
 * @param {Context} context
 * @returns {Promise<string | null>}
 */
async function failure(run, context) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`a promise had not settled after ${LIMIT} ms`)), LIMIT);
  });
  try {
    await Promise.race([run(context), late]);
    return null;
  } catch (error) {
    return error instanceof Error ? described(error) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Returns the message and the stack. In some engines, the stack does not include the message.
 *
 * @param {Error} error
 */
function described(error) {
  const { stack = "" } = error;
  return stack.includes(error.message) ? stack : `${error}\n${stack}`;
}
