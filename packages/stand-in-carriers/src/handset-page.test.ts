import { expect, test } from 'vitest';
import { handsetPage } from './index.ts';

const page = handsetPage();
const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';

test('is one document that loads nothing from elsewhere', () => {
  expect(page.startsWith('<!doctype html>')).toBe(true);
  expect(page).not.toMatch(/https?:\/\//);
  expect(page).not.toMatch(/<script src|<link rel="stylesheet"|@import/);
});

test('its script is sound JavaScript and finds every element that it asks for', () => {
  expect(() => new Function(script)).not.toThrow();
  const ids = [...script.matchAll(/byId\('([^']+)'\)/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(10);
  for (const id of ids) expect(page).toContain(`id="${id}"`);
});

test('every field has a label, and the thread is a log', () => {
  expect(page).toMatch(/role="log" aria-label=/);
  for (const [field] of page.matchAll(/<(?:input|select|textarea) [^>]*>/g)) {
    const before = page.slice(0, page.indexOf(field));
    expect(before.lastIndexOf('<label')).toBeGreaterThan(before.lastIndexOf('</label>'));
  }
});
