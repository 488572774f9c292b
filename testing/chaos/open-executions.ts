import assert from 'node:assert/strict';
import { readExecutions } from '../hosts/n8n/executions.ts';
import { until } from '../hosts/until.ts';

interface Listed {
  id: string;
  status: string;
}

/**
 * The executions that n8n has not ended. Seldom it lists one as running for good that was open when it was killed or its clock
 * moved; none else may stay open.
 */
export class OpenExecutions {
  readonly #disturbed = new Set<string>();
  readonly #folder: string;

  /** @param folder n8n's */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Something happens now that may leave those open that are. */
  disturb(): void {
    for (const { id } of readExecutions(this.#folder).filter(isOpen)) this.#disturbed.add(id);
  }

  /** Resolves when all have ended. @throws with those that do not and were not disturbed */
  async end(list: () => Promise<Listed[]>): Promise<void> {
    const open = async () => (await list()).filter(isOpen);
    await until(async () => (await open()).length === 0, 60_000).catch(async () => {
      const left = await open();
      console.log(`n8n never ended ${JSON.stringify(left)}`);
      const strange = left.filter(({ id }) => !this.#disturbed.has(id));
      assert.deepEqual(strange, []);
    });
  }
}

function isOpen({ status }: Listed): boolean {
  return status === 'new' || status === 'running';
}
