/** Receivers that answer before anybody has looked at the request, and what can't be seen of them from outside. */
const receivers: readonly { host: RegExp; path?: RegExp; name: string; cannotSee: string }[] = [
  {
    host: /(^|\.)zapier\.com$/,
    name: 'Zapier',
    cannotSee: 'Zapier answers 200 before the Zap looks at the request: see the Zap’s history for what became of it',
  },
  {
    host: /(^|\.)(make|integromat|celonis)\.(com|cloud)$/,
    name: 'Make',
    cannotSee: 'Make checks no signature: who knows the URL can send to it, so keep it to yourself',
  },
];

export function receiverOf(url: string): { name: string; cannotSee: string } | undefined {
  const { hostname } = new URL(url);
  return receivers.find(({ host }) => host.test(hostname));
}
