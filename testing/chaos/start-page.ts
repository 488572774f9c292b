/**
 * What n8n answers everybody, with status 200, between the moment it has its database and the one it knows its webhooks.
 * Livespace takes it for an event that arrived.
 */
export function isStartPage(answer: string): boolean {
  return answer.startsWith('n8n is starting up');
}
