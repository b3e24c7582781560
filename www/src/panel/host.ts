// The `seax-launcher` element as the panel sees it: a page may have set none of its properties.

import type { LauncherEvents, SeaxLauncher } from "seax-dialer/launcher";

export type LauncherHost = HTMLElement & Partial<Omit<SeaxLauncher, keyof HTMLElement>>;

/** Dispatches an event of the launcher to the page. */
export type Announce = <Name extends keyof LauncherEvents>(
  type: Name,
  detail: LauncherEvents[Name]["detail"],
) => void;
