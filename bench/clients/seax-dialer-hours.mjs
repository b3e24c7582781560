// This package, with checks that look at calling hours.

import { make as maker } from "./seax-dialer.mjs";

/** @type {import("./client.d.ts").Entry["make"]} */
export const make = (config) => maker({ ...config, callingHours: {} });
