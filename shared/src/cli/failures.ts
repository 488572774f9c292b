/** What Node's error codes mean to a person, and what to do. */
const failures: readonly { code: RegExp; cause: string; remedy: string }[] = [
  {
    code: /^(EAI_AGAIN|ENETDOWN|ENETUNREACH)/,
    cause: 'the network cannot be reached',
    remedy: 'Check the network of this machine.',
  },
  {
    code: /^(ENOTFOUND|EAI_|ENODATA)/,
    cause: 'the host name is not known',
    remedy: 'Check the host name in the URL and its DNS record.',
  },
  {
    code: /^ECONNREFUSED/,
    cause: 'nothing is listening there',
    remedy: 'Start the endpoint, or check the port and the firewall.',
  },
  {
    code: /^(ETIMEDOUT|EHOSTUNREACH)/,
    cause: 'the host cannot be reached',
    remedy: 'Check the firewall between the internet and the endpoint.',
  },
  { code: /^CERT_HAS_EXPIRED/, cause: 'the certificate has expired', remedy: 'Renew it.' },
  {
    code: /SELF_SIGNED|DEPTH_ZERO/,
    cause: 'the certificate is self-signed',
    remedy: 'Use a certificate of a public authority, such as Let’s Encrypt.',
  },
  {
    code: /^ERR_TLS_CERT_ALTNAME/,
    cause: 'the certificate is for another host',
    remedy: 'Use a certificate that names the host of the URL.',
  },
  {
    code: /UNABLE_TO_(GET|VERIFY)/,
    cause: 'the certificate’s chain is not complete',
    remedy: 'Let the server send the intermediate certificates too.',
  },
  {
    code: /^CERT_NOT_YET_VALID/,
    cause: 'the certificate is not valid yet',
    remedy: 'Check the clocks of the server and of this machine.',
  },
  {
    code: /^(EPROTO|ERR_SSL)/,
    cause: 'the server does not speak TLS there',
    remedy: 'Check the port; https needs TLS.',
  },
  {
    code: /^ANSWER_TOO_LATE/,
    cause: 'no complete answer within 3 seconds',
    remedy: 'Answer first, and do the work afterwards.',
  },
  { code: /^ANSWER_TOO_LONG/, cause: 'the answer is longer than 1 MB', remedy: 'Answer with an empty body.' },
  {
    code: /^(ECONNRESET|EPIPE|HPE_)/,
    cause: 'the connection was cut, or the answer is not HTTP',
    remedy: 'Look at the log of the endpoint and of the proxy in front of it.',
  },
];

/** @returns what happened, without a stack and without what was sent. */
export function explainFailure(error: unknown): { cause: string; remedy: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  return (
    failures.find((failure) => failure.code.test(code)) ?? {
      cause: `the request failed (${code})`,
      remedy: 'Try the URL from another machine.',
    }
  );
}

/** Whether the failure lies in the certificate. */
export function isCertificateFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /CERT|SIGNED|DEPTH_ZERO|UNABLE_TO|ALTNAME|EPROTO|ERR_SSL/.test(code);
}
