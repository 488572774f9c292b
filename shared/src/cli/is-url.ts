/** Whether an endpoint can have this URL at all. */
export function isUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}
