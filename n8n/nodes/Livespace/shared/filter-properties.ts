import type { INodeProperties } from 'n8n-workflow';

/** @param statuses that can be chosen. */
export function statusFilter(statuses: readonly string[]): INodeProperties {
  return {
    displayName: 'Status',
    name: 'status',
    type: 'multiOptions',
    options: [...statuses].sort().map((value) => ({ name: titleCase(value), value })),
    default: [],
    description: 'Only status changes to one of these. Other events are not affected.',
  };
}

export const minimumValueFilter: INodeProperties = {
  displayName: 'Minimum Value',
  name: 'minimumValue',
  type: 'number',
  default: 0,
  description: 'Only deals worth at least this much, whatever the currency. A deal without a known value passes.',
};

export const ownerFilter = choice({
  displayName: 'Owner',
  name: 'owner',
  searchListMethod: 'searchOwners',
  description: 'Only deals that this user owns. A deal without a known owner passes.',
});

export const processFilter = choice({
  displayName: 'Process',
  name: 'process',
  searchListMethod: 'searchProcesses',
  description: 'Only deals in this sales process. A deal without a known process passes.',
});

type Mode = 'list' | 'id';

/** @returns a parameter that is chosen in these ways, of which the first is the default. */
function choice({
  searchListMethod,
  ...rest
}: { searchListMethod: string } & Record<'displayName' | 'name' | 'description', string>) {
  return (ways: [Mode, ...Mode[]]): INodeProperties => ({
    ...rest,
    type: 'resourceLocator',
    default: { mode: ways[0], value: '' },
    modes: [
      {
        displayName: 'From List',
        name: 'list' as const,
        type: 'list' as const,
        typeOptions: { searchListMethod, searchable: true },
      },
      {
        displayName: 'By ID',
        name: 'id' as const,
        type: 'string' as const,
        placeholder: 'e.g. 0b0f5d0e-3b9c-4c53-8f5a-1d4f3c2b1a00',
      },
    ].filter(({ name }) => ways.includes(name)),
  });
}

function titleCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
