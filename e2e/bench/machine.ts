import { readFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../scripts/lib/files';

/** Where and with what was measured. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  next: string;
  stripe: string;
  postgres: string;
  autocannon: string;
}

function versionOf(name: string): string {
  const file = path.join(projectRoot, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** This machine and the versions of what counts; `postgres` is what the server says of itself. */
export function machine(postgres: string): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.versions.node,
    next: versionOf('next'),
    stripe: versionOf('stripe'),
    postgres,
    autocannon: versionOf('autocannon'),
  };
}

/** The same as a line. */
export function machineLine(of: Machine): string {
  return (
    `${of.cores} × ${of.cpu}, ${of.memoryGb} GB, ${of.system}; Node ${of.node}, Next ${of.next}, ` +
    `stripe ${of.stripe}, PostgreSQL ${of.postgres}, autocannon ${of.autocannon}`
  );
}
