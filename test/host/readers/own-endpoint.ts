import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { readmeExample, twelveLines } from '../../../testing/endpoint/readme-example.ts';
import { commandsWithin } from '../../../testing/reader/commands.ts';
import type { Reader } from '../../../testing/reader/reader.ts';

/** It ends with the twelve lines taking each event once. */
export async function ownEndpoint(t: TestContext, reader: Reader, clone: string): Promise<void> {
  const readme = reader.reads(clone, 'shared/README.md');
  const project = await reader.makesFolder('project');
  for (const command of commandsWithin(readme, 'npm pack')) await reader.runs(command, clone);
  const file = 'livespace-webhooks-0.1.0.tgz';
  await copyFile(path.join(clone, file), path.join(project, file));
  for (const command of commandsWithin(readme, 'npm install ./')) await reader.runs(command, project);
  const [start = ''] = commandsWithin(readme, 'node endpoint');
  const [, name = ''] = start.split(' ');
  await writeFile(path.join(project, name), readmeExample(clone, 'endpoint'));
  await twelveLines(t, project, name);
}
