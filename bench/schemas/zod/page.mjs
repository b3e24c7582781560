import * as z from "zod";

/**
 * @template {z.ZodType} T
 * @param {T} row
 */
export const page = (row) => z.looseObject({ data: z.array(row), total: z.nullish(z.int()) });

/**
 * A page, of which only the rows are kept.
 *
 * @template {z.ZodType} T
 * @param {T} row
 */
export const rowsOnly = (row) => z.object({ data: z.array(row) });
