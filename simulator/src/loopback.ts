/** Whether this URL's host is this very machine. */
export function isLoopback({ hostname }: URL): boolean {
  return /^127(\.\d+){3}$/.test(hostname) || hostname === 'localhost' || hostname === '[::1]';
}
