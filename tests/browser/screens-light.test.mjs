import { after } from "node:test";
import { lookAtEverything } from "./look.mjs";
import { Stage } from "./stage.mjs";

lookAtEverything(await Stage.build(after), "light");
