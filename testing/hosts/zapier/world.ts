import { type Simulator, type SimulatorOptions, startSimulator } from 'livespace-simulator';
import { Canaries } from '../../canaries.ts';
import { startZapierServers, type ZapierServers } from '../../zapier/servers.ts';
import { type AuthData, RawHookZap, type Run, Zap } from '../../zapier/zap.ts';
import { startLambda } from './lambda.ts';
import { startWiretap } from './wiretap.ts';

/** One user's Livespace, and Zapier with the unzipped app, all over HTTP; and everything that came out of the app. */
export interface World {
  livespace: Simulator;
  servers: ZapierServers;
  authData: AuthData;
  run: Run;
  zap(trigger: string, inputData?: Record<string, unknown>): Zap;
  rawHookZap(): RawHookZap;
  /** Runs a function of the authentication. */
  authenticate(method: 'test' | 'connectionLabel', bundle: object): Promise<unknown>;
  settled(): Promise<void>;
  /** Results, errors, prints, the log and what was cached: all that may be seen by others. */
  transcript(): string;
  /** Makes a credential that is searched for. */
  plant(name: string): string;
  /** Has one searched for that somebody else made. */
  watch(name: string, secret: string): void;
  /** Value to what it is: the planted ones, and those that only the wire knows. */
  secrets(): ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** @param folder of the unzipped app. */
export async function startWorld(folder: string, options: SimulatorOptions = {}): Promise<World> {
  const canaries = new Canaries();
  const plant = (name: string) => canaries.plant(name);
  const credentials = { apiKey: plant('API key'), apiSecret: plant('API secret') };
  const livespace = await startSimulator({
    retryDelaysMs: [5, 5],
    ...credentials,
    ...options,
    profile: { api: 'on', ...options.profile },
  });
  const wiretap = await startWiretap(livespace.url);
  const servers = await startZapierServers();
  const lambda = startLambda(folder);
  const seen: string[] = [];
  const zaps: Zap[] = [];

  const run: Run = async (event) => {
    const { method = '' } = event as { method?: string };
    try {
      const results = await lambda.run(event);
      seen.push(JSON.stringify(withoutOwnSecret(method, results)));
      return results;
    } catch (error) {
      seen.push(JSON.stringify({ ...(error as object), message: (error as Error).message }));
      throw error;
    }
  };
  const kept = <Kind extends Zap>(zap: Kind): Kind => {
    zaps.push(zap);
    return zap;
  };
  const authData = { subdomain: wiretap.url, ...credentials };

  return {
    livespace,
    servers,
    authData,
    run,
    zap: (trigger, inputData = {}) => kept(new Zap({ servers, run, trigger, authData, inputData })),
    rawHookZap: () => kept(new RawHookZap({ servers, run, authData })),
    authenticate: (method, bundle) =>
      run({
        ...servers.rpc,
        command: 'execute',
        method: `authentication.${method}`,
        environment: { ...servers.environment, LIVESPACE_ALLOW_LOOPBACK: '1' },
        bundle,
      }),
    async settled() {
      await livespace.idle();
      await Promise.all(zaps.map((zap) => zap.idle()));
    },
    transcript: () => [...seen, lambda.printed(), servers.log(), JSON.stringify(servers.cache.requests)].join('\n'),
    plant,
    watch: (name, secret) => void canaries.watch(secret, name),
    secrets: () => new Map([...wiretap.secrets, ...canaries.known]),
    async close() {
      await lambda.stop();
      for (const server of [wiretap, livespace, servers]) await server.close();
    },
  };
}

/** Zapier is to keep the secret that performSubscribe returns, in this one place. */
function withoutOwnSecret(method: string, results: unknown): unknown {
  return method.endsWith('.performSubscribe') ? { ...(results as object), secret: 'kept by Zapier' } : results;
}
