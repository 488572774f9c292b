import { test } from 'node:test';
import { packNode } from '../../testing/hosts/n8n/pack.ts';
import { RealN8n } from '../../testing/hosts/n8n/real-n8n.ts';
import { catchUp } from './as-documented/catch-up.ts';
import { reachesEveryHost } from './as-documented/every-host.ts';

/*
 * A Livespace account as the vendor documents it today, without a subscription API: a deal reaches every host all the
 * same, and what passes while a host is down is caught up with.
 */

test('an account without a subscription API', async (t) => {
  const { tarball } = await packNode();
  const n8n = await RealN8n.create();
  t.after(() => n8n.remove());
  await n8n.installPackage(tarball);
  await n8n.start();
  for (const part of [reachesEveryHost, catchUp]) await t.test(part.name, (t) => part(t, n8n));
});
