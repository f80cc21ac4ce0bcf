/** Runs once when a server process starts, before it takes requests. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next puts it there; it is no configuration
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startJobs } = await import('@/lib/jobs/start');
  void startJobs();
}
