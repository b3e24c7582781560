import handler from "./edge.js";

console.log(await (await handler()).text());
