import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tooOld } from '../../../shared/src/cli/node-version.ts';

const { engines } = JSON.parse(readFileSync(path.join(__dirname, '../../../shared/package.json'), 'utf8'));
const main = path.join(__dirname, '../../../shared/src/cli/main.ts');

test.each(['22.19.0', '22.20.1', '23.0.0', '24.21.0', '99.0.0'])('Node %s will do', (version) => {
  expect(tooOld(version)).toBeUndefined();
});

test.each(['18.20.4', '20.20.2', '22.18.9'])(
  'Node %s is too old, by the version that package.json asks for',
  (version) => {
    const wanted = engines.node.replace('>=', '');
    expect(tooOld(version)).toBe(`livespace-webhooks needs Node.js ${wanted} or newer. This is ${version}.`);
  },
);

test('the command says so in one line, instead of failing at what an old Node can’t load', () => {
  const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.4"})';
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', pretend, main, 'doctor'], {
    encoding: 'utf8',
  });
  expect({ status, stdout, lines: stderr.trim().split('\n') }).toEqual({
    status: 2,
    stdout: '',
    lines: [tooOld('18.20.4')],
  });
});
