import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { OpenApiDocument } from '@/lib/openapi/types';
import { projectRoot, writePrivateJson } from '../../scripts/lib/files';
import { machine } from '../bench/machine';
import { randomFrom } from '../support/random';
import { rewriteReadme } from '../support/readme-part';
import { ACTORS, hangUp, prepare } from '../traffic/actors';
import { Ledger } from '../traffic/ledger';
import { makeScene, type Scene } from '../traffic/scene';
import { undeclared, watchAnswers } from './declared';
import { play, RATES } from './load';
import { told } from './report';
import { lookAt, processorsInUse, type Sample } from './sample';
import { judge } from './series';
import { Window } from './window';

const MINUTES = Number(process.env.SOAK_MINUTES);
const SEED = Number(process.env.SOAK_SEED);
const SHARE = Number(process.env.SOAK_LOAD) / 100;
const INSTANCES = 2;
const ACCOUNTS = 1_000;
const EVERY_MS = 5_000;
const FINDINGS_KEPT = 50;
const KEPT = path.join(projectRoot, '.data', 'soak.json');

/** Looks at everything again and again until it is time. */
async function observe(scene: Scene, window: Window, until: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const begun = performance.now();
  const inUse = processorsInUse();
  for (let due = begun + EVERY_MS; due <= until; due += EVERY_MS) {
    await pause(Math.max(0, due - performance.now()));
    const at = Math.round((performance.now() - begun) / 100) / 10;
    samples.push({ at, busy: inUse(), actors: window.take(), instances: await lookAt(scene) });
  }
  return samples;
}

test(`${MINUTES} minutes of mixed load leave memory, handles, connections and latency as they were`, async () => {
  test.setTimeout((MINUTES * 60 + 300) * 1_000);
  const scene = await makeScene({ instances: INSTANCES, accounts: ACCOUNTS, name: 'soak' });
  const findings: string[] = [];
  let found = 0;
  let begun = 0;
  const find = (finding: string) => {
    found += 1;
    const at = Math.round((performance.now() - begun) / 1_000);
    if (findings.length < FINDINGS_KEPT) findings.push(`${at} s: ${finding}`);
  };
  try {
    await prepare(scene, randomFrom(SEED));
    const origins = scene.instances.map(({ url }) => url);
    const document = await (await fetch(`${origins[0]}/api/openapi.json`)).json();
    const problem = undeclared(document as OpenApiDocument);
    const unwatch = watchAnswers(origins, (answered) => {
      const said = problem(answered);
      if (said) find(said);
    });
    begun = performance.now();
    const until = begun + MINUTES * 60_000;
    const window = new Window();
    const [samples] = await Promise.all([
      observe(scene, window, until),
      play({
        ...{ actors: ACTORS, scene, ledger: new Ledger(), seed: SEED, until, found: find },
        share: SHARE,
        ended: (ending) => {
          window.add(ending);
          if (ending.status === 'torn') find(`${ending.actor}: the connection was torn`);
        },
      }),
    ]);
    unwatch();
    const [postgres] = await scene.database.asAdmin<{ server_version: string }>(
      'SHOW server_version',
    );
    const report = {
      at: new Date().toISOString(),
      ...{ seed: SEED, minutes: MINUTES, rates: RATES, load: SHARE, findings, found, samples },
      machine: machine(postgres?.server_version ?? 'unknown'),
      judged: judge(samples, MINUTES * 60),
    };
    writePrivateJson(KEPT, report);
    console.log(`\n${told(report)}\n\nAll figures: ${path.relative(projectRoot, KEPT)}`);
    if (process.env.SOAK_README) rewriteReadme('soak', () => told(report));
    expect(findings).toEqual([]);
    const rising = report.judged.filter(({ verdict }) => verdict === 'rises');
    expect(rising.map(({ of, what, anHour }) => ({ of, what, anHour }))).toEqual([]);
  } finally {
    await hangUp();
    await scene.end();
  }
});
