import { sameAsCore } from './columns.ts';
import { limits, manual } from './hosts/make.ts';

const met = sameAsCore(manual, { limits });

test('what Make can’t do is listed, and counted', () => {
  expect(met).toEqual({
    'neither signature nor size can be checked: whoever knows the URL is believed, and no secret is waited for': 19,
    'whatever comes is answered 200': 14,
    'a byte order mark before the body makes it no JSON': 1,
    'whether an event is late is not known': 95,
    'the stand-in for a missing id is another': 2,
    'a fraction of a second is dropped': 2,
    'of several owners the first is there': 4,
    'texts and objects in one list of tags: all are as sent': 51,
    'custom fields stay as sent': 2,
    'of a list of custom fields there is none': 1,
  });
});
