import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../support/random';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import { hangUp, prepare } from '../traffic/actors';
import { Ledger } from '../traffic/ledger';
import { makeScene, type Scene } from '../traffic/scene';
import { readBooks } from './books';
import { databaseFaults } from './database-faults';
import { Harvest } from './harvest';
import { instanceFaults, skewable } from './instance-faults';
import { KEEPS_TIMES } from './kept';
import { type Result, resultOf } from './result';
import { endInOrder, settle } from './settle';
import { stripeFaults } from './stripe-faults';
import { play } from './traffic';
import { goWrong, type Happened } from './wrong';

const INSTANCES = 2;
const ACCOUNTS = 400;
const NAME = 'chaos';
const HARVEST_MS = 5_000;

/** Whoever is cut off or killed leaves connections behind, and an admin has to come in all the same. */
const SETTINGS = { ...KEEPS_TIMES, max_connections: '300' };

/** What is asked for. */
export interface Plan {
  minutes: number;
  seed: number;
  mints: number;
}

function onTheWay(proxy: TcpProxy, url: string): string {
  const through = new URL(url);
  through.port = String(proxy.port);
  return through.href;
}

/** Plays the traffic while everything goes wrong, and then lets it come to rest. */
async function storm(
  { minutes, seed, mints }: Plan,
  scene: Scene,
  proxy: TcpProxy,
  folder: string,
): Promise<{ ledger: Ledger; harvest: Harvest; happened: Happened[] }> {
  const ledger = new Ledger();
  const harvest = new Harvest(scene.emulator.url);
  await prepare(scene, randomFrom(seed));
  const ms = minutes * 60_000;
  const end = performance.now() + ms;
  let over = false;
  const find = (what: string) => void ledger.findings.push(what);
  const isOver = () => performance.now() >= end;
  const lanes = [
    stripeFaults(scene.emulator),
    databaseFaults(scene.database, proxy),
    instanceFaults(scene.instances, folder),
  ];
  const harvesting = (async () => {
    while (!over) {
      await pause(HARVEST_MS);
      await harvest.take().catch((error: Error) => find(`The emulator: ${error.message}`));
    }
  })();
  const wrong = goWrong(lanes, seed, () => over || isOver(), find);
  await play({ scene, ledger, seed, mints, ms, isOver });
  over = true;
  const happened = await wrong;
  await harvesting;
  ledger.findings.push(...(await settle(scene, ledger)));
  await hangUp();
  await endInOrder(scene);
  await harvest.takeAll();
  return { ledger, harvest, happened };
}

/** One run from a scene of its own to the books. */
export async function runChaos(plan: Plan): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), `switchyard-${NAME}-clocks-`));
  let proxy: TcpProxy | undefined;
  const from = performance.now();
  const scene = await makeScene({
    name: NAME,
    instances: INSTANCES,
    accounts: ACCOUNTS,
    settings: SETTINGS,
    logsEachStart: true,
    env: (nth) => ({ LOG_LEVEL: 'info', ...skewable(folder, nth) }),
    async databaseUrl(database) {
      proxy = await startTcpProxy(database.port);
      return onTheWay(proxy, database.url);
    },
  });
  try {
    if (!proxy) throw new Error('The scene asked for no database.');
    const { ledger, harvest, happened } = await storm(plan, scene, proxy, folder);
    const logs = [
      ...scene.instances.flatMap((instance) => instance.logs()),
      scene.database.logFile,
    ];
    const read = await readBooks(scene, ledger, harvest, logs);
    const seconds = Math.round((performance.now() - from) / 1000);
    return resultOf({ plan, seconds, ledger, harvest, happened, ...read });
  } finally {
    await scene.end();
    await proxy?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
