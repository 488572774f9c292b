import { explainFailure } from '../../../shared/src/cli/failures.ts';

test.each([
  ['EAI_AGAIN', /network/, /this machine/],
  ['ENETUNREACH', /network/, /this machine/],
  ['ENOTFOUND', /host name is not known/, /DNS/],
  ['ECONNREFUSED', /nothing is listening/, /Start the endpoint/],
  ['EHOSTUNREACH', /host cannot be reached/, /firewall/],
  ['ESOMETHING', /ESOMETHING/, /another machine/],
])('%s is told in words, with what to do', (code, cause, remedy) => {
  const told = explainFailure(Object.assign(new Error('connect 203.0.113.7:443'), { code }));
  expect(told).toMatchObject({ cause: expect.stringMatching(cause), remedy: expect.stringMatching(remedy) });
  expect(JSON.stringify(told)).not.toContain('203.0.113.7');
});
