// The launcher in React's JSX: `import "seax-dialer/launcher/react"` defines `<seax-launcher>` and its types.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { LauncherEvents, LauncherProperties, SeaxLauncher } from "./launcher.js";

export type * from "./launcher.js";

/** The launcher's events, by the names that React listens to on custom elements: `onseax-launch`. */
export type LauncherListeners = {
  [Name in keyof LauncherEvents as `on${Name}`]?: ((event: LauncherEvents[Name]) => void) | undefined;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "seax-launcher": DetailedHTMLProps<HTMLAttributes<SeaxLauncher>, SeaxLauncher> &
        LauncherProperties &
        LauncherListeners;
    }
  }
}
