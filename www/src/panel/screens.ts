// The lazily loaded chunk: the screens after the first step, the confirmations, their styles, and what belongs to them. It is
// fetched while the operator is at the first step.

export { announced, milestoneOf } from "./announcements.ts";
export { audience } from "./audience.ts";
export { campaigns } from "./campaigns.ts";
export { askToLaunch, confirm } from "./confirm.ts";
export { enter } from "./entering.ts";
export { formatsOf } from "./format.ts";
export { live } from "./live.ts";
export { news } from "./news.ts";
export { alike, launching, twice, unconfirmed } from "./outcome.ts";
export { pressing } from "./pressing.ts";
export { recount, reread } from "./read_checks.ts";
export { isReady } from "./readiness.ts";
export { review } from "./review.ts";
export { schedule } from "./schedule.ts";
export { styles } from "./screen_styles.ts";
export { script } from "./script.ts";
export { peopleText } from "./summary.ts";
export { switched } from "./switched.ts";
export { watch } from "./watch.ts";
