const empty = new Uint8Array();

/**
 * Reads a body, of a request or of an answer, as far as a limit.
 *
 * @returns the bytes, or `undefined` where there are more than `limit`; those are not read.
 * @throws what broke the body off
 */
export async function readBytes({ headers, body }: Request | Response, limit: number): Promise<Uint8Array | undefined> {
  if (body === null) return empty;
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    if (Number(headers.get('content-length')) > limit) return undefined;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(chunks, size);
      size += value.byteLength;
      if (size > limit) return undefined;
      chunks.push(value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function joined(chunks: Uint8Array[], size: number): Uint8Array {
  const [first = empty] = chunks;
  if (chunks.length < 2) return first;
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
