import path from 'node:path';
import { testSecretKey } from '../lib/emulator';
import { randomSecret, readJson, writePrivateJson } from '../lib/files';
import type { Seeded } from './demo-file';

/** What a data folder remembers from one start to the next, for its owner's eyes only. */
export interface UpState {
  /** Signs the sessions of people; a new one would sign everybody out. */
  sessionSecret: string;
  /** Seals secrets that are kept in the database; without it they are lost. */
  secretsKey: string;
  /** `webhookSecret` signs the events that the emulator sends; older folders lack it. */
  emulator: { secretKey: string; port?: number; webhookSecret?: string };
  /** What the seed made known, by the database it went into. */
  seeded: Record<string, Seeded>;
}

const fileIn = (dataDir: string) => path.join(dataDir, 'up.json');

/** Reads the state of a data folder, or makes that of a new one. */
export function readState(dataDir: string): UpState {
  const fresh: UpState = {
    sessionSecret: randomSecret(32),
    secretsKey: randomSecret(32),
    emulator: { secretKey: testSecretKey() },
    seeded: {},
  };
  const state = { ...fresh, ...readJson<UpState>(fileIn(dataDir)) };
  saveState(dataDir, state);
  return state;
}

/** Keeps the state for the next start. */
export function saveState(dataDir: string, state: UpState): void {
  writePrivateJson(fileIn(dataDir), state);
}
