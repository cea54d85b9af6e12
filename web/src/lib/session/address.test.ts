import { describe, expect, test } from 'vitest';
import { conversationPath, takePhone, wantedBy } from './address.ts';

const page = 'http://localhost:4000/ce/sms/conversations';

describe('a phone number in the address', () => {
  test.each([
    ['?phone=%2B12025550123', '+12025550123'],
    ['?phone=+12025550123', '+12025550123'],
    ['?phone=202-555-0123', '202-555-0123'],
    ['?phone=%20(202)%20555%200123', '(202) 555 0123'],
  ])('%s is taken as %s and leaves no trace', (query, phone) => {
    expect(takePhone(page + query)).toEqual({ href: page, phone });
  });

  test('what else stands there stays', () => {
    expect(takePhone(`${page}?a=1&phone=2025550123&b=2#end`)).toEqual({
      href: `${page}?a=1&b=2#end`,
      phone: '2025550123',
    });
  });

  test('an address without one is left as it is', () => {
    const href = `${page}?conversation=c%20d`;
    expect(takePhone(href)).toEqual({ href, phone: null });
  });

  test('an empty one is none, and goes too', () => {
    expect(takePhone(`${page}?phone=`)).toEqual({ href: page, phone: null });
  });
});

describe('what an address asks for', () => {
  test.each([
    ['', null],
    ['conversation=abc', { kind: 'conversation', id: 'abc' }],
    ['contactId=contact-1', { kind: 'context', context: { contactId: 'contact-1' } }],
    ['leadId=lead-1', { kind: 'context', context: { leadId: 'lead-1' } }],
    ['partnerId=p', { kind: 'context', context: { partnerId: 'p' } }],
    ['contactId=contact-1&conversation=abc', { kind: 'conversation', id: 'abc' }],
    ['contactId=', null],
  ])('%s', (query, wanted) => {
    expect(wantedBy(new URLSearchParams(query))).toEqual(wanted);
  });

  test('a loaded conversation is named by its id alone', () => {
    expect(conversationPath('a/b c')).toBe('/ce/sms/conversations?conversation=a%2Fb%20c');
  });
});
