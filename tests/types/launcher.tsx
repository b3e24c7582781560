// The launcher in the types of the DOM, of React's JSX and of Vue's templates. This must compile, and marked lines must not.

import "seax-dialer/launcher/react";
import "seax-dialer/launcher/vue";
import type { LauncherEvents } from "seax-dialer/launcher";
import type { GlobalComponents } from "vue";

const workspaceId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

// The DOM.

const launcher = document.createElement("seax-launcher");
launcher.workspaceId = workspaceId;
launcher.getToken = () => ({ header: "X-Token", value: "token", expiresAt: Date.now() + 60_000 });
launcher.addEventListener("seax-launch", ({ detail }) => console.log(detail.campaign.name));
document.querySelector("seax-launcher")?.open();
// @ts-expect-error A number is no token.
launcher.getToken = () => 1;

// React.

export const app = (
  <seax-launcher
    endpoint="/seax-api"
    workspaceId={workspaceId}
    theme="dark"
    lang="zh-TW"
    getToken={async () => "token"}
    onseax-launch={({ detail }) => console.log(detail.outcome)}
    ref={(element) => {
      element?.close();
    }}
  />
);
export const declared = (
  <seax-launcher endpoint="/seax-api" workspace-id={workspaceId} className="launcher" />
);
// @ts-expect-error It has no such property.
export const misspelt = <seax-launcher endpoint="/seax-api" workspaceID={workspaceId} />;
// @ts-expect-error There are two themes.
export const purple = <seax-launcher theme="purple" />;

// Vue.

type Launcher = InstanceType<GlobalComponents["seax-launcher"]>;
export const properties: Launcher["$props"] = { endpoint: "/seax-api", workspaceId, getToken: () => null };
export function emits(launcher: Launcher, event: LauncherEvents["seax-open"]): void {
  launcher.$emit("seax-open", event);
  // @ts-expect-error It has no such event.
  launcher.$emit("seax-start", event);
}
