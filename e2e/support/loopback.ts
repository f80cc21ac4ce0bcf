import { isIPv4 } from 'node:net';

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}

/** Throws unless a database's URL points to this machine, so that no test meets a real one. */
export function refuseRemote(databaseUrl: string): void {
  const url = new URL(databaseUrl);
  // The driver lets these parameters override what stands before them.
  const hosts = [url.hostname, ...url.searchParams.getAll('host')];
  hosts.push(...url.searchParams.getAll('hostaddr'));
  if (!hosts.every(isLoopback)) {
    throw new Error(
      `Tests run only against a database on this machine, not on "${hosts.find((host) => !isLoopback(host))}".`,
    );
  }
}

/** The URL of another database on the same server. */
export function databaseIn(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
