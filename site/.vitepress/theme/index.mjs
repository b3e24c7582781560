import DefaultTheme from "vitepress/theme-without-fonts";
import LiveLauncher from "./LiveLauncher.vue";
import RunExample from "./RunExample.vue";
import "./style.css";

/** @type {import("vitepress").Theme} */
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("LiveLauncher", LiveLauncher);
    app.component("RunExample", RunExample);
  },
};
