import type { IncomingMessage } from 'node:http';

/** Enough for any form; a bulk import is asked for by its count. */
export const longestBody = 4 * 1024 * 1024;

/** A body of more than `longestBody` bytes. */
export class BodyTooLong extends Error {}

/** Reads a request's body as UTF-8. Throws BodyTooLong as soon as that is certain, with nothing but the limit kept. */
export async function readBody(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length']) > longestBody) throw new BodyTooLong();
  const chunks: Buffer[] = [];
  let length = 0;
  // Not for await: leaving that loop early would destroy the socket before the answer is sent.
  await new Promise<void>((resolve, reject) => {
    request
      .on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= longestBody) chunks.push(chunk);
        else reject(new BodyTooLong());
      })
      .on('end', resolve)
      .on('error', reject);
  });
  return Buffer.concat(chunks).toString('utf8');
}
