import { reply } from "./reply.mjs";

const { data } = /** @type {{ data: { name: string }[] }} */ (await reply());
console.log(data.map(({ name }) => name).join());
