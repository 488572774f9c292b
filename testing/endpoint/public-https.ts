import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authority, type Certificate, certificate } from './certificates.ts';

export const publicHost = 'hooks.example.com';

/** A loopback server that the command reaches as public https, by `--resolve` and `--ca`. */
export interface PublicServer {
  url: string;
  /** What makes the command find and trust it. */
  options: string[];
  close(): Promise<void>;
}

let ours: Promise<Certificate> | undefined;
let usual: Promise<Certificate> | undefined;

/** @param own another certificate than one for the host, signed by the authority. */
export async function servePublic(listener: RequestListener, own?: Certificate): Promise<PublicServer> {
  ours ??= authority();
  const by = await ours;
  usual ??= certificate(publicHost, { by });
  const server = createServer(own ?? (await usual), listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'livespace-ca-'));
  const ca = join(folder, 'authority.pem');
  writeFileSync(ca, by.cert);
  return {
    url: `https://${publicHost}:${port}/livespace`,
    options: ['--resolve', `${publicHost}:${port}:127.0.0.1`, '--ca', ca],
    close: async () => {
      rmSync(folder, { recursive: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @returns a certificate of the authority's that `servePublic` can be given. */
export async function signedCertificate(host: string, expiredDays?: number): Promise<Certificate> {
  ours ??= authority();
  return certificate(host, { by: await ours, ...(expiredDays === undefined ? {} : { expiredDays }) });
}
