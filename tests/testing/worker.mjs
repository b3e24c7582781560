// Runs the cases in workerd.

import { results } from "./inside.mjs";

export default {
  async fetch() {
    return Response.json(await results());
  },
};
