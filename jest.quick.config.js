import every from './jest.config.js';

/*
 * The tests of `npm run check`, which is to take less than a minute: without what starts a database or Zapier's SDK again
 * and again, or waits in real time.
 */
const slow = ['/test/shared/stores/', '/test/n8n/poll\\.', '/test/zapier/(?!contract\\.|settings\\.)'];

export default { ...every, testPathIgnorePatterns: [...every.testPathIgnorePatterns, ...slow] };
