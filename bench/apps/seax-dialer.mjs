import { createClient } from "seax-dialer";

const seax = await createClient({
  workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  auth: async () => ({ header: "Authorization", value: await (await fetch("/token")).text() }),
  baseUrl: new URL("/seax-api", location.origin).href,
});
const { data } = await seax.contacts.list({ limit: 100 });
console.log(data.map(({ name }) => name).join());
