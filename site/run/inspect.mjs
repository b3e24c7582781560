// Values as a console shows them.

/** @param {unknown} value */
export function inspect(value) {
  if (typeof value === "string") return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value === undefined || typeof value === "function" || typeof value === "symbol") return String(value);
  const plain = JSON.stringify(value, replace);
  return plain.length > 80 ? JSON.stringify(value, replace, 2) : plain;
}

/** @param {string} _ @param {unknown} value */
function replace(_, value) {
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  return typeof value === "bigint" ? String(value) : value;
}
