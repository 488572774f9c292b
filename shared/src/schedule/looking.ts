import type { Finds } from './finds.ts';
import type { LookMemory } from './memory.ts';
import type { PageReader } from './page.ts';

/** What the parts of one look share. The memory is the look's own copy, and written to. */
export interface Looking {
  reader: PageReader;
  finds: Finds;
  memory: LookMemory;
  /** Whether another page may be asked for. */
  hasTime: () => boolean;
}
