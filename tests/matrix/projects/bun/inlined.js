// A single-file program has no files beside it, so its WebAssembly is embedded.

import { createClient } from "seax-dialer";
import core from "seax-dialer/wasm" with { type: "file" };
import rest from "seax-dialer/wasm/rest" with { type: "file" };
import { api } from "./seax/api.js";

const wasm = { core: await Bun.file(core).bytes(), rest: await Bun.file(rest).bytes() };
const workspaceId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const seax = await createClient({ workspaceId, apiKey: "key", baseUrl: api, wasm });
const { data } = await seax.phones.list();
console.log(data.map(({ name }) => name).join());
