// The screens about campaigns that there are. A part of its own: nobody needs it to launch one.

export { campaigns } from "./campaigns.ts";
export { live } from "./live.ts";
