// Everything after the first step: its screens, the questions before what cannot be undone, and their styles. A part of its own,
// which is fetched while the operator is at the first step.

export { audience } from "./audience.ts";
export { campaigns } from "./campaigns.ts";
export { confirm } from "./confirm.ts";
export { elsewhere } from "./elsewhere.ts";
export { live } from "./live.ts";
export { alike, launching, twice, unconfirmed } from "./outcome.ts";
export { pressing } from "./pressing.ts";
export { review } from "./review.ts";
export { schedule } from "./schedule.ts";
export { styles } from "./screen_styles.ts";
export { script } from "./script.ts";
export { watch } from "./watch.ts";
