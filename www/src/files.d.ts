/** A style sheet as text, for a constructable style sheet: a strict Content-Security-Policy forbids style elements. */
declare module "*.css" {
  const text: string;
  export default text;
}
