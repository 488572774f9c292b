import { test } from 'node:test';
import { Reader } from '../../testing/reader/reader.ts';
import { make } from './readers/make.ts';
import { n8n } from './readers/n8n.ts';
import { ownEndpoint } from './readers/own-endpoint.ts';
import { publishing } from './readers/publishing.ts';
import { withoutAnAccount } from './readers/without-an-account.ts';
import { zapier } from './readers/zapier.ts';

/*
 * The paths that the READMEs show, walked literally: the commands are taken from their code blocks and run in a fresh clone,
 * with an empty home folder. What is not committed is not there. Several paths begin with `npm ci`: the
 * first one's serves all.
 */

test('a reader with a fresh clone', async (t) => {
  const reader = await Reader.arrives();
  const clone = await reader.clones();
  for (const path of [withoutAnAccount, n8n, zapier, make, ownEndpoint, publishing]) {
    await t.test(path.name, (t) => path(t, reader, clone));
  }
});
