import { array, integer, looseObject, nullish, number, object, pipe } from "valibot";

/**
 * @template {import("valibot").GenericSchema} T
 * @param {T} row
 */
export const page = (row) => looseObject({ data: array(row), total: nullish(pipe(number(), integer())) });

/**
 * A page, of which only the rows are kept.
 *
 * @template {import("valibot").GenericSchema} T
 * @param {T} row
 */
export const rowsOnly = (row) => object({ data: array(row) });
