import { generate } from 'selfsigned';

export interface Certificate {
  key: string;
  cert: string;
}

const day = 24 * 60 * 60 * 1000;

/** An authority of the test's own, for `--ca`. */
export async function authority(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Test Authority' }], {
    keySize: 2048,
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
  });
  return { key, cert };
}

/** @param options who signs it: itself unless told; and since when it has expired, in days. */
export async function certificate(
  host: string,
  { by, expiredDays }: { by?: Certificate; expiredDays?: number } = {},
): Promise<Certificate> {
  const end = Date.now() + (expiredDays === undefined ? day : -expiredDays * day);
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keySize: 2048,
    notBeforeDate: new Date(end - 30 * day),
    notAfterDate: new Date(end),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
    ...(by ? { ca: by } : {}),
  });
  return { key, cert };
}
