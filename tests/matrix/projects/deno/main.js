import { names } from "./seax/server.js";

console.log(await names());
