import assert from 'node:assert/strict';
import { credentialCases } from './n8n/cases/credentials.ts';
import { eventCases } from './n8n/cases/events.ts';
import { exampleCases } from './n8n/cases/examples.ts';
import { leakCases } from './n8n/cases/leaks.ts';
import { lifeCycleCases } from './n8n/cases/life-cycle.ts';
import { manualCases } from './n8n/cases/manual.ts';
import { optionCases } from './n8n/cases/options.ts';
import { leftoverCases, refusalCases } from './n8n/cases/refusals.ts';
import { restartCases } from './n8n/cases/restarts.ts';
import { testRunCases } from './n8n/cases/test-run.ts';
import { packNode } from './n8n/pack.ts';
import { RealN8n } from './n8n/real-n8n.ts';
import { Stage } from './n8n/stage.ts';
import { check } from './report.ts';

// `npm run host:n8n -- restartCases` runs these only.
const chosen = process.argv.slice(2);

/** Packs the node, installs the tarball into a real n8n and uses it there, over n8n's HTTP API and against the simulator. */

const { tarball } = await packNode();
const n8n = await RealN8n.create({ N8N_LOG_LEVEL: 'debug' });
try {
  await n8n.installPackage(tarball);
  await check('n8n starts with the packed node in it', async () => assert.ok((await n8n.start()) > 0));
  const stage = await Stage.set(n8n);
  try {
    for (const cases of [
      credentialCases,
      eventCases,
      testRunCases,
      optionCases,
      manualCases,
      lifeCycleCases,
      refusalCases,
      leftoverCases,
      exampleCases,
      restartCases,
      leakCases,
    ].filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
      console.log(`\n# ${cases.name}`);
      await cases(stage);
    }
  } finally {
    await stage.livespace.close();
  }
} finally {
  await n8n.remove();
}
