import type { StoredExecution } from '../hosts/n8n/executions.ts';

/** How often each event ran to its end, and how often n8n was killed while it ran, by the event's id. */
export interface Runs {
  runs: Map<string, number>;
  cut: Map<string, number>;
}

/** @param executions of all workflows */
export function runsOf(workflowId: string, executions: readonly StoredExecution[]): Runs {
  const counts: Runs = { runs: new Map(), cut: new Map() };
  for (const { status, data } of executions.filter((one) => one.workflowId === workflowId)) {
    const into = status === 'success' ? counts.runs : counts.cut;
    for (const [, id = ''] of data.matchAll(/"((?:chaos|forged)-\d+)"/g)) into.set(id, (into.get(id) ?? 0) + 1);
  }
  return counts;
}
