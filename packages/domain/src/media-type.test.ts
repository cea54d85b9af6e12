import { expect, test } from 'vitest';
import { isShownInline, keptMediaType } from './media-type.ts';

test.each([
  ['image/jpeg', 'image/jpeg', true],
  ['IMAGE/JPG; name=x.jpg', 'image/jpeg', true],
  ['video/3gpp', 'video/3gpp', true],
  ['image/svg+xml', 'image/svg+xml', false],
  ['text/vcard; charset=utf-8', 'text/vcard', false],
  ['text/html', 'application/octet-stream', false],
  ['', 'application/octet-stream', false],
])('%s is kept as %s', (told, kept, inline) => {
  expect(keptMediaType(told)).toBe(kept);
  expect(isShownInline(kept)).toBe(inline);
});
