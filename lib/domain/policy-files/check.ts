import { MAX_CHAIN } from '../template-use';
import type { Problem } from './parse-file';
import type { PolicyInFiles } from './policy';
import type { ParsedFiles } from './read';
import { didYouMean } from './suggest';

/** A template and its ancestors by their files, nearest first; ends before one that repeats. */
function chainOf(policy: PolicyInFiles, key: string): { chain: string[]; repeats: string | null } {
  const chain: string[] = [];
  let at: string | null = key;
  while (at !== null) {
    if (chain.includes(at)) return { chain, repeats: at };
    chain.push(at);
    at = policy.templates.get(at)?.extends ?? null;
  }
  return { chain, repeats: null };
}

function checkChain(
  policy: PolicyInFiles,
  key: string,
  tell: (message: string) => Problem,
): Problem[] {
  const { chain, repeats } = chainOf(policy, key);
  if (repeats === key) {
    return [tell(`Extending "${chain[1] ?? key}" makes a cycle: ${[...chain, key].join(' → ')}.`)];
  }
  if (repeats === null && chain.length > MAX_CHAIN) {
    return [tell(`The chain of templates is deeper than ${MAX_CHAIN}: ${chain.join(' → ')}.`)];
  }
  return [];
}

/**
 * What is wrong between files: parents, rules and assignments that name a template which has no file,
 * and cycles. Without any template's file, templates are not kept in these files, and references
 * to them are left to the platform; those of guardrails always are, as they may name archived ones.
 */
export function checkReferences(parsed: ParsedFiles, policy: PolicyInFiles): Problem[] {
  const keys = [...parsed.templates.keys()];
  if (keys.length === 0) return [];
  const missing = (key: string) =>
    parsed.templates.has(key) ? null : `There is no template "${key}".${didYouMean(key, keys)}`;
  const problems: (Problem | null | undefined)[] = [];
  for (const [key, file] of parsed.templates) {
    const parent = file.value?.extends;
    if (!parent) continue;
    const message = missing(parent);
    if (message) problems.push(file.problemAt(['extends'], message));
    problems.push(...checkChain(policy, key, (words) => file.problemAt(['extends'], words)));
  }
  const { rules, accounts } = parsed;
  if (rules?.value) {
    const fallback = missing(rules.value.default);
    problems.push(fallback ? rules.problemAt(['default'], fallback) : null);
    rules.value.rules.forEach(({ template }, index) => {
      const message = missing(template);
      if (message) problems.push(rules.problemAt(['rules', index, 'template'], message));
    });
  }
  for (const { account, template } of policy.accounts?.values() ?? []) {
    const message = template === null ? null : missing(template);
    if (message) problems.push(accounts?.problemAt(['accounts', account, 'template'], message));
  }
  return problems.filter((problem): problem is Problem => Boolean(problem));
}
