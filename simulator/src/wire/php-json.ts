/**
 * JSON as a PHP server writes it: slashes escaped, other characters as UTF-8 (ASSUMED). Both bite a receiver that signs
 * re-serialised JSON, or text instead of bytes.
 */
export function phpJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}
