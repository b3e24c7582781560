// Detects the runtime.

/** @typedef {Record<string, unknown>} Scope */
const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));

/** @param {string} name */
function global(name) {
  try {
    return scope[name];
  } catch {
    return undefined;
  }
}

/** @param {string} name */
function hasObject(name) {
  const value = global(name);
  return typeof value === "object" && value !== null;
}

/** @param {string} name */
const hasFunction = (name) => typeof global(name) === "function";

function isNodeProcess() {
  const process = /** @type {{ type?: unknown } | undefined} */ (global("process"));
  // Electron's main process is Node; its pages are pages. A bundler's polyfill of `process` does not count.
  const inPage = process?.type === "renderer" || process?.type === "worker";
  return Object.prototype.toString.call(process) === "[object process]" && !inPage;
}

const isOtherServer = () => hasObject("Deno") || hasObject("Bun") || hasFunction("WebSocketPair");

/**
 * Whether this is a browser: a page, or a dedicated, shared or service worker, whose code every visitor can read.
 *
 * Servers have some of the same globals: Cloudflare Workers, Deno and Bun those of workers, and tests in Node (jsdom,
 * happy-dom) or Bun those of a page. So the globals that identify a server take precedence.
 */
export function isBrowser() {
  const page = hasObject("window") && hasObject("document");
  return (page || hasFunction("WorkerGlobalScope")) && !isNodeProcess() && !isOtherServer();
}

/** Returns what matters for requests. */
export function requestTraits() {
  const inPage = hasObject("location");
  const streams = isNodeProcess() && !isOtherServer() && !inPage;
  let takesCache = true;
  try {
    // Older Cloudflare Workers throw on it.
    new Request("https://seax.seasalt.ai", { cache: "no-store" });
  } catch {
    takesCache = false;
  }
  return { inPage, streams, once: streams || hasObject("Deno"), reuses: !hasObject("Bun"), takesCache };
}
