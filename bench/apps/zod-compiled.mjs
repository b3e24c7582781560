import { compile } from "zod";
import { contacts } from "../schemas/zod/contact.mjs";
import { reply } from "./reply.mjs";

const { data } = compile(contacts).parse(await reply());
console.log(data.map(({ name }) => name).join());
