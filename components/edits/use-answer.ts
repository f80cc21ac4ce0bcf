import { useEffect, useState } from 'react';

const PAUSE_MS = 200;

/** An answer of the server, or why there is none. */
export interface Answered<Value, Problem> {
  value?: Value | undefined;
  problem?: Problem | undefined;
}

interface Found<Value, Problem> {
  value: Value | null;
  problem: Problem | null;
  /** What it is the answer to. */
  of: string | null;
}

/**
 * Asks the server anew whenever what is asked changes, once it has stood for a moment; null asks
 * nothing. What is asked goes through JSON. `ask` has to be the same function each time.
 */
export function useAnswer<Asked, Value, Problem>(
  asked: Asked | null,
  ask: (asked: Asked) => Promise<Answered<Value, Problem>>,
) {
  const [found, setFound] = useState<Found<Value, Problem>>({
    ...{ value: null, problem: null, of: null },
  });
  const [attempt, setAttempt] = useState(0);
  const body = asked && JSON.stringify(asked);
  const of = body && `${attempt} ${body}`;
  useEffect(() => {
    if (!body) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      const { value, problem } = await ask(JSON.parse(body));
      if (wanted) setFound({ value: value ?? null, problem: problem ?? null, of });
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [ask, body, of]);
  const current = of !== null && found.of === of;
  return {
    // The last answer stays in sight until the next one is there.
    value: of === null ? null : found.value,
    problem: current ? found.problem : null,
    running: of !== null && !current,
    /** Asks again, after a refusal. */
    again: () => setAttempt((count) => count + 1),
  };
}
