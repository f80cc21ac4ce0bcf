import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../scripts/lib/files';
import type { Instance } from '../support/instance';
import { oneOf } from '../traffic/actor';
import type { Fault, Lane } from './fault';

/** How far a clock is off, ahead or behind. */
const MOST_SKEW_MS = 10 * 60_000;
const LEAST_SKEW_MS = 60_000;

const skewFile = (folder: string, nth: number) => path.join(folder, `clock-${nth}`);

/** What the nth instance is started with, so that its clock can be put wrong. */
export const skewable = (folder: string, nth: number): Record<string, string> => ({
  CLOCK_SKEW_FILE: skewFile(folder, nth),
  NODE_OPTIONS: `--import ${pathToFileURL(path.join(projectRoot, 'e2e/chaos/skewed-clock.mjs'))}`,
});

/** Kills without warning, and clocks that are off. */
export function instanceFaults(instances: readonly Instance[], folder: string): Lane {
  const nth = (random: () => number) => Math.floor(random() * instances.length);
  /** One that did not get ready is begun anew. */
  const start = async (instance: Instance) => {
    await instance.kill();
    await instance.start();
  };
  const kill = (instance: Instance): Fault => ({
    name: 'an instance is killed with -9',
    begin: () => instance.kill(),
    end: () => start(instance),
  });
  const killFront = (instance: Instance): Fault => ({
    name: 'a front is killed with -9',
    begin: () => instance.killFront(),
    end: () => start(instance),
  });
  const skew = (index: number, ms: number): Fault => ({
    name: `a clock is ${ms > 0 ? 'ahead' : 'behind'}`,
    begin: () => writeFileSync(skewFile(folder, index), String(ms)),
    end: () => writeFileSync(skewFile(folder, index), '0'),
  });
  const startSkewed = (instance: Instance, index: number, ms: number): Fault => ({
    name: `an instance starts with a clock ${ms > 0 ? 'ahead' : 'behind'}`,
    async begin() {
      writeFileSync(skewFile(folder, index), String(ms));
      await start(instance);
    },
    end: () => writeFileSync(skewFile(folder, index), '0'),
  });
  return {
    name: 'instances',
    next(random) {
      const index = nth(random);
      const instance = instances[index] as Instance;
      const size = LEAST_SKEW_MS + random() * (MOST_SKEW_MS - LEAST_SKEW_MS);
      const ms = Math.round(random() < 0.5 ? size : -size);
      const faults = [
        ...[kill(instance), killFront(instance)],
        ...[skew(index, ms), startSkewed(instance, index, ms)],
      ];
      return oneOf(faults, random);
    },
  };
}
