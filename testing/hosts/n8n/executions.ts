import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What n8n has stored of one execution. */
export interface StoredExecution {
  id: string;
  workflowId: string;
  status: string;
  /** What its nodes were given and gave, in n8n's own format, in which every text stands once. */
  data: string;
  /** The workflow as it was, JSON. */
  workflowData: string;
}

/** @param folder of an n8n that does not run */
export function readExecutions(folder: string): StoredExecution[] {
  const database = new DatabaseSync(path.join(folder, '.n8n', 'database.sqlite'), { readOnly: true });
  const query =
    'SELECT CAST(e.id AS TEXT) AS id, e.workflowId, e.status, d.data, d.workflowData FROM execution_entity e JOIN execution_data d ON d.executionId = e.id';
  const rows = database.prepare(query).all();
  database.close();
  return rows as unknown as StoredExecution[];
}
