import every from './jest.config.js';

/*
 * The tests of `npm run check`, which is to take less than a minute: without what starts a process, a database or Zapier's
 * SDK again and again, tries thousands of inputs, or waits in real time.
 */
const slow = [
  '/test/shared/(?:stores|cli|properties|endpoint)/',
  '/test/shared/readme\\.',
  '/test/testing/',
  '/test/contract/(?!core)',
  '/test/make/item\\.',
  '/test/n8n/(?:poll|life-cycle|delivery|assumptions)\\.',
  '/test/simulator/(?:main|hostile|deliveries)\\.',
  '/test/zapier/(?!contract\\.|settings\\.)',
];

export default { ...every, testPathIgnorePatterns: [...every.testPathIgnorePatterns, ...slow] };
