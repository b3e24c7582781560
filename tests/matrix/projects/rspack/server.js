import { names } from "./seax/server.js";

names().then((names) => console.log(names));
