// What examplesPlugin makes, and what Vite adds.

declare module "virtual:examples" {
  import type { Surroundings } from "./run/modules.mjs";

  type Given = Pick<Surroundings, "take" | "process"> & {
    console: Record<string, (...values: unknown[]) => void>;
  };
  export const examples: Record<string, () => Promise<{ default(given: Given): Promise<void> }>>;
  export const files: Record<string, string>;
}
