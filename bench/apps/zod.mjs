import { contacts } from "../schemas/zod/contact.mjs";
import { reply } from "./reply.mjs";

const { data } = contacts.parse(await reply());
console.log(data.map(({ name }) => name).join());
