import { show } from "./seax/page.js";

show();
