/** @returns an ISO 8601 time in whole seconds since 1970, as Livespace's times are (observed). */
export function inSeconds(time: string | null): number | null {
  return time === null ? null : Math.floor(Date.parse(time) / 1000);
}
