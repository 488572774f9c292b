import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { readExecutions } from '../../../../testing/hosts/n8n/executions.ts';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';

interface StoredWorkflow {
  staticData: Record<string, { secret?: string }> | null;
}

/** After everything else, and the end of n8n: all that it told and stored all the while, in every detail it offers. */
export async function leakCases(t: TestContext, stage: Stage): Promise<void> {
  const { n8n, livespace, secrets } = stage;
  const workflow = await stage.published('With a secret in its static data', { events: ['deal.created'] });
  stage.subscriptionsOf(workflow);
  livespace.createDeal();
  await stage.executions(workflow, 1);
  await n8n.stop();
  const exported = async (what: 'workflow' | 'credentials') => {
    const file = path.join(n8n.folder, `${what}.json`);
    await n8n.command(`export:${what}`, '--all', `--output=${file}`);
    return readFile(file, 'utf8');
  };
  const workflows: StoredWorkflow[] = JSON.parse(await exported('workflow'));
  const stored = workflows.flatMap(({ staticData }) => Object.values(staticData ?? {}));
  const executions = readExecutions(n8n.folder);
  const output = {
    'n8n’s log': n8n.log,
    'the executions’ data': executions.map(({ data }) => data).join('\n'),
    'the workflows as they were executed': executions.map(({ workflowData }) => workflowData).join('\n'),
    'the exported workflows': withoutOwnSecret(workflows),
    'the exported credentials, which are encrypted': await exported('credentials'),
  };

  await t.test('API key, API secret and webhook secrets were at stake', () => {
    assert.deepEqual([...new Set(secrets.known.values())].sort(), ['API key', 'API secret', 'webhook secret']);
  });
  for (const [place, text] of Object.entries(output)) {
    await t.test(`none of ${secrets.known.size} secrets is in ${place}: ${text.length} characters`, () => {
      assert.ok(text.length > 100);
      assert.deepEqual(secrets.in(text), []);
    });
  }
  await t.test('the search finds what it is there for: the secret in static data', () => {
    assert.ok(stored.some(({ secret }) => secret));
    assert.match(secrets.in(JSON.stringify(stored)).join(), /^webhook secret/);
  });
  for (const [what, values] of [
    ['owner e-mail', livespace.deals().map(({ owner_email }) => owner_email)],
    ['deal name', livespace.deals().map(({ name }) => name)],
  ] as const) {
    await t.test(`no ${what} is in n8n’s log`, () => {
      const known = values.filter((value): value is string => typeof value === 'string' && value !== '');
      assert.ok(known.length > 0);
      for (const value of known) assert.ok(!n8n.log.includes(value), `the log holds ${value}`);
    });
  }
}

/** Static data holds one, as docs/security.md says. */
function withoutOwnSecret(workflows: StoredWorkflow[]): string {
  return JSON.stringify(
    workflows.map((workflow) => ({
      ...workflow,
      staticData: Object.values(workflow.staticData ?? {}).map(({ secret: _, ...rest }) => rest),
    })),
  );
}
