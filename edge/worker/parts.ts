// Splits text that can be longer than a value that a Durable Object stores: SeaX's reply names each contact of a campaign.

/** A value may have 2 MB. */
const PARTS = /.{1,900000}/gs;

/** Returns the parts by their keys, which are of one length, so that they are listed in order. */
export function partsOf(name: string, text: string): Record<string, string> {
  const parts = text.match(PARTS) ?? [];
  return Object.fromEntries(parts.map((part, place) => [`${name}${100 + place}`, part]));
}

/** Returns the stored text, of up to so many parts; empty if there is none. */
export async function storedText(storage: DurableObjectStorage, name: string, limit = 900): Promise<string> {
  const parts = await storage.list<string>({ prefix: `${name}1`, limit });
  return [...parts.values()].join("");
}
