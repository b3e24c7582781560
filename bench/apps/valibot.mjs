import { parse } from "valibot";
import { contacts } from "../schemas/valibot/contact.mjs";
import { reply } from "./reply.mjs";

const { data } = parse(contacts, await reply());
console.log(data.map(({ name }) => name).join());
