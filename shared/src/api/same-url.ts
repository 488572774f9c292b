/**
 * @returns whether two URLs differ in spelling only. Livespace may answer with another spelling than it was given: host in
 *   lower case, `~` for `%7E`.
 */
export function isSameUrl(one: string, other: string): boolean {
  return one === other || spelling(one) === spelling(other);
}

/** As `URL` writes it, with what need not be encoded decoded (RFC 3986, 6.2.2). */
function spelling(url: string): string {
  const written = URL.canParse(url) ? new URL(url).href : url;
  return written.replace(/%[0-9a-f]{2}/gi, (code) => {
    const sign = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(sign) ? sign : code.toUpperCase();
  });
}
