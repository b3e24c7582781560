import DefaultTheme from "vitepress/theme-without-fonts";
import { h } from "vue";
import LiveLauncher from "./LiveLauncher.vue";
import NotFound from "./NotFound.vue";
import RunExample from "./RunExample.vue";
import "./style.css";

/** @type {import("vitepress").Theme} */
export default {
  extends: DefaultTheme,
  // The theme's own has no landmark.
  Layout: () => h(DefaultTheme.Layout, null, { "not-found": () => h(NotFound) }),
  enhanceApp({ app }) {
    app.component("LiveLauncher", LiveLauncher);
    app.component("RunExample", RunExample);
  },
};
