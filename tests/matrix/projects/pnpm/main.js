import { names } from "./names.js";

console.log(await names());
