import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { newId } from './ids';
import { startEmulator } from './server';

const usage = `Usage: node --import tsx e2e/stripe-emulator/main.ts [options]

  --port N      the port on 127.0.0.1; 0, the default, takes any that is free
  --key KEY     the secret key to accept, sk_test_…; a random one unless given
  --state FILE  keep accounts created through the API in this file

Once it listens it prints one line of JSON: {"url": …, "secretKey": …}
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      key: { type: 'string' },
      state: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stderr.write(usage);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port is no port.');
  const emulator = await startEmulator({
    port,
    secretKey: values.key ?? newId('sk_test_', 24, randomBytes),
    state: values.state,
  });
  const end = () => void emulator.close().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.stdout.write(`${JSON.stringify({ url: emulator.url, secretKey: emulator.secretKey })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exit(2);
});
