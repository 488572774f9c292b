import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Simulator } from 'livespace-simulator';
import { offline, unzipBuild, zapierFolder, zapierPlatform } from '../../../../testing/hosts/zapier/cli.ts';
import { startLambda } from '../../../../testing/hosts/zapier/lambda.ts';
import { PolledZap } from '../../../../testing/zapier/polls.ts';
import { startZapierServers } from '../../../../testing/zapier/servers.ts';
import { Zap } from '../../../../testing/zapier/zap.ts';
import { nameOf, type Receiver } from './receiver.ts';

/** The app that `zapier-platform build` made, unzipped, in a process of its own: a Zap a way. */
export async function zapierReceiver({ url: subdomain, apiKey, apiSecret }: Simulator): Promise<Receiver> {
  const { code, output } = await zapierPlatform(offline.build, zapierFolder);
  assert.equal(code, 0, output);
  const folder = await mkdtemp(path.join(tmpdir(), 'zapier-app-'));
  await unzipBuild(zapierFolder, folder);
  const servers = await startZapierServers();
  const { run, stop } = startLambda(folder);
  const authData = { subdomain, apiKey, apiSecret };
  const zap = (trigger: string) => new Zap({ servers, run, trigger, authData });
  const byHand = zap('deal_created_manual');
  const bySchedule = new PolledZap(zap('deal_created_scheduled'));
  await bySchedule.turnOn();
  return {
    name: 'Zapier',
    url: byHand.targetUrl,
    async enterSecret(secret) {
      byHand.inputData = { webhook_url: byHand.targetUrl, webhook_secret: secret };
    },
    async look() {
      await bySchedule.poll();
      return bySchedule.started.map(nameOf);
    },
    async heard() {
      await byHand.idle();
      return byHand.history.flatMap(({ items }) => items.map(nameOf));
    },
    async close() {
      await stop();
      await servers.close();
      await rm(folder, { recursive: true });
    },
  };
}
