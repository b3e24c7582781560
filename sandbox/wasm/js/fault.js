/**
 * A fault as the control interface takes it: the short forms become kinds.
 *
 * @param {import("../../../pkg/testing.d.ts").Fault} fault
 * @returns {object}
 */
export function asFault(fault) {
  if (typeof fault !== "object" || fault === null || Array.isArray(fault))
    throw new TypeError('A fault is an object, such as { operation: "campaigns.create", reply: "lost" }.');
  if ("kind" in fault && (fault.kind ?? undefined) !== undefined) return fault;
  const { request, reply, status, delayMs, ...target } =
    /** @type {import("../../../pkg/testing.d.ts").ShortFault} */ (fault);
  const forms = [request, reply, status, delayMs].filter((form) => (form ?? undefined) !== undefined);
  if (forms.length !== 1)
    throw new TypeError("A fault has one of `kind`, `request`, `reply`, `status` and `delayMs`.");
  if (request === "lost") return { ...target, kind: "drop_request" };
  if (reply === "lost") return { ...target, kind: "drop_reply" };
  if (reply === "never") return { ...target, kind: "hang" };
  if ((status ?? undefined) !== undefined) return { ...target, kind: "status", status };
  if ((delayMs ?? undefined) !== undefined) return { ...target, kind: "delay", ms: delayMs };
  throw new TypeError('`request` can be "lost", `reply` can be "lost" or "never".');
}
