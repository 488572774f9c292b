import { PGlite } from '@electric-sql/pglite';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest's environment with an empty Postgres in this process as the global `pglite`. It is loaded out here because PGlite
 * imports while it runs, which a test's own module system can't.
 */
export default class PgliteEnvironment extends TestEnvironment {
  #pglite: PGlite | undefined;

  override async setup(): Promise<void> {
    await super.setup();
    this.#pglite = await PGlite.create();
    Object.assign(this.global, { pglite: this.#pglite });
  }

  override async teardown(): Promise<void> {
    await this.#pglite?.close();
    await super.teardown();
  }
}
