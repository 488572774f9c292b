import { fork } from 'node:child_process';
import path from 'node:path';
import type { Run } from '../../zapier/zap.ts';

/** An error as it left the handler: the very properties it had there. */
export class HandlerError extends Error {
  readonly doNotContextify?: boolean;

  constructor(seen: { name: string; message: string }) {
    super(seen.message);
    Object.assign(this, seen);
  }
}

interface Answer {
  id: number;
  results?: unknown;
  error?: { name: string; message: string };
}

export interface Lambda {
  run: Run;
  /** Everything the process printed so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** Starts a process that has nothing but the unzipped app: its folder, and none of our environment. */
export function startLambda(folder: string): Lambda {
  const child = fork(path.join(import.meta.dirname, 'lambda-process.ts'), [folder], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    execArgv: [],
    silent: true,
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk));

  const waiting = new Map<number, { resolve: (results: unknown) => void; reject: (error: Error) => void }>();
  child.on('message', ({ id, results, error }: Answer) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error) caller?.reject(new HandlerError(error));
    else caller?.resolve(results);
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the process ended (${code}):\n${text()}`));
    waiting.clear();
  });

  const text = () => Buffer.concat(printed).toString();
  let lastId = 0;
  return {
    run: (event) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        child.send({ id: lastId, event });
      }),
    printed: text,
    stop: () =>
      new Promise((resolve) => {
        child.on('exit', () => resolve()).kill();
      }),
  };
}
