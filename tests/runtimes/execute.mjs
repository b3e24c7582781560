// Runs a scenario inside a runtime.

/** A promise that has not settled by then is taken to never settle, in milliseconds. */
const LIMIT = 60_000;

/**
 * @typedef {object} Context where a case runs
 * @property {string} sandbox origin of the sandbox
 * @property {string} mirror origin of a server that notes the headers it is sent
 * @property {string} hostile origin of a server that misbehaves as the path says
 * @property {"node" | "deno" | "bun" | "workerd" | "chromium" | "firefox" | "webkit"} runtime
 *
 * @typedef {Context & { names: string[] }} Task the cases to run, and where
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {Run} run
 * @property {boolean} waits whether it runs beside others
 *
 * @typedef {(t: Context) => Promise<void>} Run a case's work
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {number} ms
 * @property {string | null} error null when the case passed
 */

/**
 * Whether this is a browser's page.
 *
 * @param {Context} context
 */
export const isPage = ({ runtime }) => ["chromium", "firefox", "webkit"].includes(runtime);

/**
 * Whether this is a browser that sends a request again by itself, a create as well, when a connection that it had kept open
 * breaks before an answer. A page has no say in that.
 *
 * @param {Context} context
 */
export const resends = ({ runtime }) => ["chromium", "firefox"].includes(runtime);

/**
 * Runs the cases that wait at once, and then the others one after another: several are about time, which company would disturb.
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
 * The message and the stack. Not every engine's stack has the message in it.
 *
 * @param {Error} error
 */
function described(error) {
  const { stack = "" } = error;
  return stack.includes(error.message) ? stack : `${error}\n${stack}`;
}
