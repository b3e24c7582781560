// What is fetched while the operator is at the first steps: the screens about campaigns that there are, and the map of the day.

export { campaigns } from "./campaigns.ts";
export { dayMap } from "./day_map.ts";
export { live } from "./live.ts";
