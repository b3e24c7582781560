// How the program ends: a code for each way in which a script has to act differently. docs/cli.md has the same table.

export const EXIT = /** @type {const} */ ({
  done: 0,
  failed: 1,
  misuse: 2,
  findings: 3,
  notConfirmed: 4,
  unknown: 5,
  exists: 6,
  ended: 7,
  temporary: 8,
  outputClosed: 141,
});

/** An end whose message is all that a person needs. */
export class Stop extends Error {
  /**
   * @param {number} exitCode
   * @param {string} message
   * @param {object} [details] what `--json` says beside the message
   */
  constructor(exitCode, message, details = {}) {
    super(message);
    this.exitCode = exitCode;
    this.details = details;
  }
}

/** The program was called in a way that it does not have, or lacks what it needs. Nothing was sent. */
export class Misuse extends Stop {
  /** @param {string} message */
  constructor(message) {
    super(EXIT.misuse, message);
  }
}

/** The signals that end the program, and their numbers: a shell adds 128. */
const SIGNALS = /** @type {const} */ ({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 });

/** A signal ended the program. */
export class Interrupted extends Stop {
  /** @param {keyof typeof SIGNALS} signal */
  constructor(signal) {
    super(128 + SIGNALS[signal], "Stopped.");
  }
}

/**
 * Aborts `stopping` at the first signal. A second one ends the program at once: what a launch needs to be found again is in
 * its ticket file.
 *
 * @param {AbortController} stopping
 */
export function abortOnSignals(stopping) {
  for (const signal of /** @type {(keyof typeof SIGNALS)[]} */ (Object.keys(SIGNALS))) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(128 + SIGNALS[signal]);
      stopping.abort(new Interrupted(signal));
    });
  }
}

const TEMPORARY = new Set(["network", "timeout", "rate_limited", "server_error"]);

/**
 * Whether the package itself has refused a call, before anything was sent: to make the same call again is of no use.
 *
 * @param {Pick<import("seax-dialer").SeaxErrorJson, "code" | "status">} error
 */
export function isMisuse({ code, status }) {
  return status === undefined && (code === "invalid_argument" || code === "conflict");
}

/**
 * The exit code of a failure.
 *
 * @param {Pick<import("seax-dialer").SeaxErrorJson, "code" | "status" | "campaignState">} error
 */
export function exitCodeOf(error) {
  const { code, campaignState } = error;
  if (campaignState === "exists") return EXIT.exists;
  if (isMisuse(error)) return EXIT.misuse;
  if (campaignState === "unknown") return EXIT.unknown;
  if (code === "preflight_failed") return EXIT.findings;
  return TEMPORARY.has(code) ? EXIT.temporary : EXIT.failed;
}
