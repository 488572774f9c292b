import { type Simulator, type SimulatorOptions, startSimulator } from 'livespace-simulator';
import zapier from 'zapier-platform-core';
import { app } from '../../zapier/src/index.ts';
import { startZapierServers, type ZapierServers } from './servers.ts';
import { RawHookZap, type Run, Zap, type ZapOptions } from './zap.ts';

const handler = (zapier as unknown as { createAppHandler(app: object): Run }).createAppHandler(app);

/** The app's source in the SDK's own handler, in this process. */
export const run: Run = async (event) => {
  // Only so does the SDK leave http.request alone, which the simulator in this process uses too.
  const output = (await handler({ ...event, calledFromCli: true })) as { results: unknown };
  return output.results;
};

export interface World {
  livespace: Simulator;
  servers: ZapierServers;
  zap(trigger: string, options?: Partial<ZapOptions>): Zap;
  rawHookZap(): RawHookZap;
  authData: { subdomain: string; apiKey: string; apiSecret: string };
  /** Resolves when every delivery and every run of a Zap has ended. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const open = new Set<World>();
// A test that fails before it closes its world would keep Jest waiting for ever.
afterAll(() => Promise.all([...open].map((world) => world.close())));

/** A fresh Livespace account and a fresh Zapier, over real HTTP. */
export async function startWorld(options: SimulatorOptions & { cacheNow?: () => number } = {}): Promise<World> {
  const { cacheNow, ...simulatorOptions } = options;
  const livespace = await startSimulator({
    retryDelaysMs: [5, 5],
    ...simulatorOptions,
    profile: { api: 'on', ...simulatorOptions.profile },
  });
  const servers = await startZapierServers(cacheNow ? { now: cacheNow } : {});
  const authData = { subdomain: livespace.url, apiKey: livespace.apiKey, apiSecret: livespace.apiSecret };
  const zaps: Zap[] = [];
  const kept = <Kind extends Zap>(zap: Kind): Kind => {
    zaps.push(zap);
    return zap;
  };
  const world: World = {
    livespace,
    servers,
    authData,
    zap: (trigger, changes = {}) => kept(new Zap({ servers, run, trigger, authData, ...changes })),
    rawHookZap: () => kept(new RawHookZap({ servers, run, authData })),
    async settled() {
      await livespace.idle();
      await Promise.all(zaps.map((zap) => zap.idle()));
    },
    async close() {
      open.delete(world);
      await livespace.close();
      await servers.close();
    },
  };
  open.add(world);
  return world;
}

/** For `promise.then(fail, (error) => error)`: an error is expected, and nothing else. */
export function fail(result: unknown): never {
  throw new Error(`there is no error, but ${JSON.stringify(result)}`);
}
