const window = 16;

/**
 * Finds secrets in a text: plain, escaped for JSON, percent- and form-encoded, hex, Base64 and Base64url at every
 * alignment, and combinations of two of them. Sixteen characters in a row are enough, so that a secret cut short is found.
 *
 * @param secrets value to what it is; each of at least 16 characters.
 * @returns one line a find, such as `API key (hex)`.
 */
export function findLeaks(text: string, secrets: ReadonlyMap<string, string>): string[] {
  const pieces = new Map<string, string>();
  for (const [secret, name] of secrets) {
    if (secret.length < window) throw new Error(`${name} is too short to be searched for`);
    for (const [encoding, encoded] of encodings(secret)) {
      for (let at = 0; at + window <= encoded.length; at += 1) {
        pieces.set(encoded.slice(at, at + window), `${name} (${encoding})`);
      }
    }
  }
  const found = new Set<string>();
  for (let at = 0; at + window <= text.length; at += 1) {
    const find = pieces.get(text.slice(at, at + window));
    if (find !== undefined) found.add(find);
  }
  return [...found].sort();
}

function* encodings(secret: string): Generator<[string, string]> {
  for (const [first, once] of simpleEncodings(secret)) {
    yield [first, once];
    for (const [second, twice] of simpleEncodings(once)) yield [`${first}, ${second}`, twice];
  }
}

function* simpleEncodings(secret: string): Generator<[string, string]> {
  const bytes = Buffer.from(secret);
  yield ['plain', secret];
  yield ['JSON', JSON.stringify(secret).slice(1, -1)];
  yield ['URL', encodeURIComponent(secret)];
  yield ['URL', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())];
  yield ['form', new URLSearchParams({ '': secret }).toString().slice(1)];
  yield ['hex', bytes.toString('hex')];
  yield ['hex', bytes.toString('hex').toUpperCase()];
  for (let shift = 0; shift < 3; shift += 1) {
    // What precedes the secret moves its bits: these are the characters which depend on the secret alone.
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor((shifted.length * 8) / 6);
    yield ['Base64', shifted.toString('base64').slice(from, to)];
    yield ['Base64', shifted.toString('base64url').slice(from, to)];
  }
}
