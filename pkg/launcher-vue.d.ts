// The launcher in Vue's templates: `import "seax-dialer/launcher/vue"` defines `<seax-launcher>` and its types.

import type { EmitFn, HTMLAttributes } from "vue";
import type { LauncherEvents, LauncherProperties, SeaxLauncher } from "./launcher.js";

export type * from "./launcher.js";

declare module "vue" {
  interface GlobalComponents {
    "seax-launcher": new () => SeaxLauncher & {
      $props: HTMLAttributes & LauncherProperties;
      $emit: EmitFn<{ [Name in keyof LauncherEvents]: (event: LauncherEvents[Name]) => void }>;
    };
  }
}
