// The arguments of a client's methods. The core has its own table of them, `SINGLE` in src/api/mod.rs, in the same
// order.

/** @typedef {{ name: string, place: number, takesId: boolean, argument: string | undefined }} Operation */

const CALLS =
  "phones.list query|contacts.list query|contacts.create draft|contacts.update id change|contacts.delete id|" +
  "labels.list query|labels.create draft|labels.update id change|labels.delete id|agents.list query|" +
  "campaigns.list query|campaigns.get id|campaigns.create draft|campaigns.update id change|campaigns.pause id|" +
  "campaigns.resume id|campaigns.cancel id|campaigns.delete id|campaigns.testCall call|" +
  "campaigns.addContacts id contacts|campaigns.estimatePlayTime id window|campaigns.logs id query|" +
  "campaigns.results id query|campaigns.attempts id query|jobs.get id";

/** @type {Operation[]} */
export const operations = CALLS.split("|").map((row, place) => {
  const [name = "", ...takes] = row.split(" ");
  const takesId = takes[0] === "id";
  return { name, place, takesId, argument: takes[takesId ? 1 : 0] };
});

export const METHODS = ["GET", "POST", "PATCH", "DELETE"];
