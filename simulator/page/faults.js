import { onAccount, perform } from './acts.js';
import { control } from './control.js';

/** One a kind: what goes wrong, in a person's words, and the fault that does it. */
const switches = [
  ['The API answers “too many requests” (429)', { kind: 'http', status: 429 }],
  ['The API answers “database error” (result 520)', { kind: 'result', result: 520 }],
  ['The API answers after 5 seconds', { kind: 'slow', ms: 5000 }],
  ['The API answers with an HTML page', { kind: 'not-json' }],
  ['The API does what it was asked, but its answer is lost', { kind: 'drop' }],
  ['Somebody creates a deal whenever deals are listed', { kind: 'new-deal', on: 'Deal/getAll' }],
  ['The first deal of a list has no id', { kind: 'no-id' }],
  ['Each event is sent three times at once', { kind: 'duplicate', copies: 3 }],
  ['Each event is sent 10 seconds late', { kind: 'delay', ms: 10_000 }],
  ['The next two events are sent in reverse order', { kind: 'reorder', count: 2 }],
];

const inputs = switches.map(([text, fault]) => {
  const input = Object.assign(document.createElement('input'), {
    type: 'checkbox',
    autocomplete: 'off',
    disabled: true,
  });
  input.role = 'switch';
  const label = document.createElement('label');
  label.append(input, text);
  document.getElementById('fault-switches').append(label);
  input.addEventListener('change', () => {
    const isOn = input.checked;
    perform(input, `Switching “${text}”`, async () => {
      if (isOn) await control('POST', 'faults', { count: 'always', ...fault });
      else await control('DELETE', `faults/${fault.kind}`);
      return `${isOn ? 'On' : 'Off'}: ${text}.`;
    });
  });
  return [input, fault.kind];
});

onAccount(({ faults }) => {
  for (const [input, kind] of inputs) input.checked = faults.some((fault) => fault.kind === kind);
});
