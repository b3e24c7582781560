// This package, with calling hours in its checks.

import { make as maker } from "./seax-dialer.mjs";

/** @type {import("./client.d.ts").Entry["make"]} */
export const make = (config) => maker({ ...config, callingHours: {} });
