import { env } from 'node:process';
import { describe, expect, test } from 'vitest';
import { properties } from './properties.ts';
import { runInFairWeather, runSeed } from './run.ts';
import { ignoresMarks, saboteurs } from './saboteurs.ts';

/** `SEED=…` replays a run of this file. */
const firstSeed = env.SEED === undefined ? Math.floor(Math.random() * 0x3fffffff) : Number(env.SEED);
const seeds = 300;
const seedsToFind = 500;

describe(`simulation from seed ${firstSeed}`, () => {
  test(`keeps the nine properties over ${seeds} seeds`, async () => {
    const failures: string[] = [];
    const hits = new Map<string, number>();
    for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
      const report = await runSeed(seed);
      for (const [name, count] of report.hits) hits.set(name, (hits.get(name) ?? 0) + count);
      for (const { property, what } of report.violations) {
        failures.push(`${property}: ${what} (npm run -s simulate -- --seed ${seed})`);
      }
    }
    expect(failures).toEqual([]);
    // A run in which nothing went wrong proves nothing.
    for (const name of [
      'fault accepted_answer_lost',
      'fault event_lost',
      'log delivery_lease_expired',
      'log reconciled',
    ]) {
      expect(hits.get(name) ?? 0, name).toBeGreaterThan(0);
    }
  });

  test('shows what carriers told without waiting for a sweep, in fair weather', async () => {
    const failures: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
      for (const { what } of (await runInFairWeather(seed)).violations) failures.push(`${seed}: ${what}`);
    }
    expect(failures).toEqual([]);
  });

  test('notices when who reads the records does not look again for what came meanwhile', async () => {
    for (let seed = firstSeed; seed < firstSeed + seedsToFind; seed += 1) {
      if ((await runInFairWeather(seed, ignoresMarks)).violations.length > 0) return;
    }
    expect.fail(`${seedsToFind} seeds did not notice`);
  });

  test('replays: the same seed gives the same run', async () => {
    const [first, second] = [await runSeed(firstSeed), await runSeed(firstSeed)];
    expect([...second.hits]).toEqual([...first.hits]);
  });

  test.each(properties)('notices when the property %s is broken', async (property) => {
    const { what, sabotage } = saboteurs[property];
    for (let seed = firstSeed; seed < firstSeed + seedsToFind; seed += 1) {
      const report = await runSeed(seed, sabotage);
      if (report.violations.some((violation) => violation.property === property)) return;
    }
    expect.fail(`${seedsToFind} seeds did not notice: ${what}`);
  });
});
