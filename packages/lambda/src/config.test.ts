import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('a function reads the variables it uses', () => {
  const environment = { TABLE_NAME: 'table', PUBLIC_URL: 'https://sms.example.org/', OTHER: 'x' };
  expect(readConfig(['TABLE_NAME', 'PUBLIC_URL'], environment)).toEqual({
    TABLE_NAME: 'table',
    PUBLIC_URL: 'https://sms.example.org',
  });
});

test('what is missing or wrong is named, all at once, without what is in it', () => {
  const environment = { PUBLIC_URL: 'secret', TABLE_NAME: '' };
  const read = () => readConfig(['TABLE_NAME', 'PUBLIC_URL', 'VERSION'], environment);
  expect(read).toThrow('Missing or not valid in the environment: TABLE_NAME, PUBLIC_URL, VERSION.');
});
