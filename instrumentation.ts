/** Runs once when a server process starts, before it takes requests. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next puts it there; it is no configuration
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [
    { startTracing },
    { startJobs },
    { endConsole },
    { lookForDatabase, watchDatabase },
    { isUsed },
  ] = await Promise.all([
    import('@/lib/start-tracing'),
    import('@/lib/jobs/start'),
    import('@/lib/shutdown'),
    import('@/lib/db-watch'),
    import('@/lib/db'),
  ]);
  const stopTracing = await startTracing('console');
  watchDatabase(isUsed);
  // Its time, before anything is done by it.
  await lookForDatabase();
  endConsole(startJobs(), stopTracing);
}
