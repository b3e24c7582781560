// The lazily loaded chunk: the screens after the first step, the confirmations and their styles. It is fetched while the
// operator is at the first step.

export { audience } from "./audience.ts";
export { campaigns } from "./campaigns.ts";
export { confirm } from "./confirm.ts";
export { elsewhere } from "./elsewhere.ts";
export { live } from "./live.ts";
export { news } from "./news.ts";
export { alike, launching, twice, unconfirmed } from "./outcome.ts";
export { pressing } from "./pressing.ts";
export { review } from "./review.ts";
export { schedule } from "./schedule.ts";
export { styles } from "./screen_styles.ts";
export { script } from "./script.ts";
export { watch } from "./watch.ts";
