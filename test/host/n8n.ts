import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { packNode } from '../../testing/hosts/n8n/pack.ts';
import { RealN8n } from '../../testing/hosts/n8n/real-n8n.ts';
import { Stage } from '../../testing/hosts/n8n/stage.ts';
import { assumptionCases } from './n8n/cases/assumptions.ts';
import { credentialCases } from './n8n/cases/credentials.ts';
import { eventCases } from './n8n/cases/events.ts';
import { exampleCases } from './n8n/cases/examples.ts';
import { instanceCases } from './n8n/cases/instances.ts';
import { leakCases } from './n8n/cases/leaks.ts';
import { lifeCycleCases } from './n8n/cases/life-cycle.ts';
import { manualCases } from './n8n/cases/manual.ts';
import { optionCases } from './n8n/cases/options.ts';
import { leftoverCases, refusalCases } from './n8n/cases/refusals.ts';
import { restartCases } from './n8n/cases/restarts.ts';
import { scheduledCases } from './n8n/cases/scheduled.ts';
import { testRunCases } from './n8n/cases/test-run.ts';
import { verificationCases } from './n8n/cases/verification.ts';

/*
 * Packs the node, holds n8n's lint and scan to it, installs the tarball into a real n8n and uses it there, over n8n's HTTP
 * API and against the simulator. `npm run host:n8n -- restartCases` runs these cases only.
 */

const stageCases = [
  credentialCases,
  eventCases,
  testRunCases,
  optionCases,
  manualCases,
  lifeCycleCases,
  refusalCases,
  leftoverCases,
  exampleCases,
  scheduledCases,
  instanceCases,
  assumptionCases,
  restartCases,
  // Last, since it reads what all of them left in the log.
  leakCases,
];
const names = [verificationCases, ...stageCases].map(({ name }) => name);
const chosen = process.argv.slice(2);

test('the packed node in a real n8n', async (t) => {
  assert.deepEqual(
    chosen.filter((name) => !names.includes(name)),
    [],
    `There are: ${names.join(', ')}`,
  );
  const run = async <T>(cases: (t: TestContext, subject: T) => Promise<void>, subject: T) => {
    if (chosen.length === 0 || chosen.includes(cases.name)) await t.test(cases.name, (t) => cases(t, subject));
  };
  const packed = await packNode();
  await run(verificationCases, packed);
  if (chosen.length > 0 && chosen.every((name) => name === verificationCases.name)) return;

  const n8n = await RealN8n.create({ N8N_LOG_LEVEL: 'debug' });
  t.after(() => n8n.remove());
  await n8n.installPackage(packed.tarball);
  await t.test('n8n starts with the packed node in it', async () => assert.ok((await n8n.start()) > 0));
  const stage = await Stage.set(n8n);
  t.after(() => stage.livespace.close());
  for (const cases of stageCases) await run(cases, stage);
});
