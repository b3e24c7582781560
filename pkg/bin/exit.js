// How the program ends: one exit code for each case in which a script has to act differently. docs/cli.md has the same table.

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
  unseen: 9,
  alike: 10,
  outputClosed: 141,
});

/** An expected end of the program: its message is all that a person needs. */
export class Stop extends Error {
  /**
   * @param {number} exitCode
   * @param {string} message
   * @param {object} [details] what `--json` prints besides the message
   */
  constructor(exitCode, message, details = {}) {
    super(message);
    this.exitCode = exitCode;
    this.details = details;
  }
}

/** The arguments are invalid, or something that the program needs is missing. Nothing was sent. */
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
 * Aborts `stopping` at the first signal. A second one ends the program at once: the ticket file has what is needed to find a
 * launch again.
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
 * Whether the package itself rejected a call before anything was sent: the same call would be rejected again.
 *
 * @param {Pick<import("seax-dialer").SeaxErrorJson, "code" | "status">} error
 */
export function isMisuse({ code, status }) {
  return status === undefined && (code === "invalid_argument" || code === "conflict");
}

/**
 * Whether a launch sends nothing because campaigns could be its own: a person has to compare them, since the next run may know no
 * more than this one.
 *
 * @param {Pick<import("seax-dialer").SeaxErrorJson, "code" | "campaignState" | "candidates">} error
 */
export function needsComparison({ code, campaignState, candidates = [] }) {
  return code === "launch_unconfirmed" && campaignState !== "exists" && candidates.length > 0;
}

/**
 * Returns the exit code of a failure.
 *
 * @param {Pick<import("seax-dialer").SeaxErrorJson, "code" | "status" | "campaignState" | "candidates">} error
 */
export function exitCodeOf(error) {
  const { code, campaignState } = error;
  // A launch that does not know whether its campaign is the only one looks when it is run again.
  if (campaignState === "exists") return code === "launch_unconfirmed" ? EXIT.unknown : EXIT.exists;
  if (isMisuse(error)) return EXIT.misuse;
  if (needsComparison(error)) return EXIT.alike;
  if (campaignState === "unknown") return EXIT.unknown;
  if (code === "preflight_failed") return EXIT.findings;
  return TEMPORARY.has(code) ? EXIT.temporary : EXIT.failed;
}
