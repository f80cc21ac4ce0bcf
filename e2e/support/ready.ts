/** Whether an instance says that it is ready, within so many milliseconds. */
export async function readyWithin(url: string, ms: number): Promise<boolean> {
  const answer = await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(ms) }).catch(
    () => null,
  );
  return answer?.ok ?? false;
}
